using Akka.Dispatch;
using RsrActors.Actors.Kernel;

namespace RsrActors.Actors.Tests.Kernel;

/// <summary>Every task that is given to the threads of the simulation runs once, on any thread.</summary>
public sealed class SimulationExecutorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task A_task_that_starts_other_tasks_runs_with_all_of_them(int threads)
    {
        var executor = new SimulationExecutor("test", threads);
        var everything = new CountdownEvent(1);
        var tree = new Tree(executor, everything, depth: 14);

        executor.Execute(tree);
        await Task.Run(everything.Wait);

        Assert.Equal((1 << 15) - 1, tree.Runs);
        executor.Shutdown();
    }

    [Fact]
    public async Task An_idle_thread_takes_tasks_from_a_blocked_one()
    {
        var executor = new SimulationExecutor("test", 2);
        var done = new TaskCompletionSource();
        var release = new ManualResetEventSlim();

        // The first thread waits for a task that it started itself, so only another thread can run that task.
        executor.Execute(new Run(() =>
        {
            executor.Execute(new Run(() => { }));
            executor.Execute(new Run(release.Set));
            executor.Execute(new Run(() => { }));
            release.Wait();
            done.SetResult();
        }));

        await done.Task;
        executor.Shutdown();
    }

    [Fact]
    public async Task Tasks_on_one_thread_run_in_the_order_in_which_they_were_started()
    {
        var executor = new SimulationExecutor("test", 1);
        var order = new List<int>();
        var done = new TaskCompletionSource();

        executor.Execute(new Run(() =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                var number = i;
                executor.Execute(new Run(() => order.Add(number)));
            }

            executor.Execute(new Run(done.SetResult));
        }));
        await done.Task;

        Assert.Equal(Enumerable.Range(0, 1_000), order);
        executor.Shutdown();
    }

    private sealed class Run(Action action) : IRunnable
    {
        void IRunnable.Run() => action();

        void IThreadPoolWorkItem.Execute() => action();
    }

    /// <summary>Starts two smaller trees.</summary>
    private sealed class Tree(SimulationExecutor executor, CountdownEvent everything, int depth, Tree? root = null)
        : IRunnable
    {
        private int _runs;

        public int Runs => _runs;

        public void Run()
        {
            Interlocked.Increment(ref (root ?? this)._runs);
            for (var i = 0; i < 2 && depth > 0; i++)
            {
                everything.AddCount();
                executor.Execute(new Tree(executor, everything, depth - 1, root ?? this));
            }

            everything.Signal();
        }

        public void Execute() => Run();
    }
}
