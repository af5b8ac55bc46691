using System.Diagnostics;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Image4;
using RsrActors.Model.Image4.Keys;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;
using RsrActors.Reports.Numbers;
using RsrActors.Running;
using RsrActors.Scenarios;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// <c>rsr bench tickets</c>: tickets signed by one <see cref="TicketIssuer"/> per thread and verified by one
/// <see cref="TicketVerifier"/>, as in a run, with every algorithm. Keys are made once, before anything is measured.
/// </summary>
internal sealed class TicketBenchmark(int tickets, int threads)
{
    private const SigningAlgorithm Baseline = SigningAlgorithm.EcdsaP256;
    private const int PerBatch = 256; // About what a signing worker gets in a busy window of a large fleet.

    private readonly Lazy<Workplace> _place = new(() => new Workplace());

    private delegate void BatchWork(TicketIssuer issuer, int batch);

    public Task<BenchmarkFigures> Run()
    {
        var measured = _place.Value.Authorities
            .Select(one => (one.Algorithm, Rates: Measure(one.Algorithm, one.Authority)))
            .ToArray();
        var baseline = measured.Single(one => one.Algorithm == Baseline).Rates;
        return Task.FromResult(
            new BenchmarkFigures([.. measured.SelectMany(one => Lines(one.Algorithm.Name, one.Rates, baseline))]));
    }

    private BenchmarkFigure[] Lines(string name, TicketRates rates, TicketRates baseline) =>
    [
        new(
            $"{name}: signing, {HumanText.Count(threads, "thread")}", rates.Signing, "tickets/s",
            rates.Signing / baseline.Signing),
        new(
            $"{name}: verifying, {HumanText.Count(threads, "thread")}", rates.Verifying, "tickets/s",
            rates.Verifying / baseline.Verifying),
        new($"{name}: size of a ticket", rates.Size, "bytes", rates.Size / baseline.Size),
    ];

    private TicketRates Measure(SigningAlgorithm algorithm, TicketAuthority authority)
    {
        var batches = Math.Max(threads, tickets / Slowness(algorithm) / PerBatch);
        var orders = _place.Value.Orders(batches);
        var signed = new ReadOnlyMemory<byte>[batches][];
        using var verifier = new TicketVerifier(authority.RootCertificate);

        // A first pass, so that everything is loaded and compiled.
        Time(authority, 1, Sign);
        Time(authority, 1, Verify);
        var signing = Time(authority, batches, Sign);
        var verifying = Time(authority, batches, Verify);
        var count = (double)batches * PerBatch;
        return new(
            count / signing, count / verifying, signed.Sum(batch => batch.Sum(ticket => (long)ticket.Length)) / count);

        void Sign(TicketIssuer issuer, int batch) => signed[batch] = [.. issuer.IssueAll(orders[batch])];

        void Verify(TicketIssuer issuer, int batch)
        {
            for (var i = 0; i < PerBatch; i++)
            {
                var ((answer, variant, device), bytes) = (orders[batch][i], signed[batch][i]);
                var verdict = Image4Ticket.TryParse(bytes, out var ticket, out var refusal)
                    ? verifier.Verify(ticket, authority.ExpectationOf(answer.Release, variant, device, answer.Nonce))
                    : refusal;
                if (!verdict.IsAccepted || ticket?.ManifestDigest is null)
                    throw new InvalidOperationException($"A ticket of {algorithm.Name} was refused: {verdict}");
            }
        }
    }

    /// <summary>Seconds that all threads take for all batches.</summary>
    private double Time(TicketAuthority authority, int batches, BatchWork work)
    {
        var next = -1;
        var issuers = Enumerable.Range(0, threads).Select(_ => authority.NewIssuer()).ToArray();
        GC.Collect();
        var watch = Stopwatch.StartNew();
        Parallel.ForEach(issuers, new ParallelOptions { MaxDegreeOfParallelism = threads }, issuer =>
        {
            for (int batch; (batch = Interlocked.Increment(ref next)) < batches;)
                work(issuer, batch);
        });
        var seconds = watch.Elapsed.TotalSeconds;
        foreach (var issuer in issuers)
            issuer.Dispose();
        return seconds;
    }

    /// <summary>The number of tickets is divided by this, so that no algorithm takes minutes.</summary>
    private static int Slowness(SigningAlgorithm algorithm) => algorithm switch
    {
        SigningAlgorithm.EcdsaP384 or SigningAlgorithm.MLDsa65 => 20,
        SigningAlgorithm.Rsa4096 => 100,
        _ => 1,
    };

    /// <summary>Tickets a second, and the bytes of one ticket.</summary>
    private readonly record struct TicketRates(double Signing, double Verifying, double Size);

    /// <summary>
    /// The devices and the response of a scenario, and an authority with a key of its own for each algorithm.
    /// </summary>
    private sealed class Workplace
    {
        private readonly World _world;
        private readonly Release _release;

        public Workplace()
        {
            var scenario =
                ((ScenarioReading.Accepted)ScenarioLibrary.Installed.Read("tiny", ScenarioOverrides.None)).Scenario;
            var library = new ResponseLibrary(scenario);
            var foreign = SigningKeys.Foreign(scenario.Start);
            _world = new World(scenario);
            _release = scenario.Releases[0];
            Authorities = [.. SigningAlgorithms.All.Select(algorithm => (
                algorithm,
                new TicketAuthority(_world, library, SigningKeys.New(algorithm, scenario.Start), foreign)))];
        }

        public (SigningAlgorithm Algorithm, TicketAuthority Authority)[] Authorities { get; }

        /// <summary>The devices request in turn, each time with another nonce.</summary>
        public TicketOrder[][] Orders(int batches) =>
            [.. Enumerable.Range(0, batches * PerBatch).Select(Order).Chunk(PerBatch)];

        private TicketOrder Order(int number)
        {
            var device = DeviceState.Unenrolled(_world.TraitsOf(number % _world.Fleet.Devices), _world);
            var nonce = DeviceState.NonceOf(device.Traits, number / _world.Fleet.Devices);
            var variant = _release.TargetFor(device.Platform, device.Os.Build)!.Variant;
            return new(new(_release.Id, nonce, TicketFlaw.None), variant, device.Binding);
        }
    }
}
