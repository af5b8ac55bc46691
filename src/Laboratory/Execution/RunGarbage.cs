namespace RsrActors.Laboratory.Execution;

/// <summary>
/// What ended runs leave in memory. Objects with finalizers hold what belongs to a run for two collections, so it ends
/// among the old objects, and while the machine has free memory the collector does not look at these. With thousands of
/// short runs a process would take gigabytes.
/// </summary>
internal sealed class RunGarbage
{
    /// <summary>By how much the heap may grow from one full collection to the next.</summary>
    private const long Most = 64L << 20;

    private long _kept;

    /// <summary>Collects all garbage when the heap has grown by more than is allowed; else it costs nothing.</summary>
    public void CollectIfMuch()
    {
        if (Heap() - _kept <= Most)
            return;
        GC.Collect();
        _kept = Heap();
    }

    /// <summary>In bytes, after the latest collection.</summary>
    private static long Heap() => GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes;
}
