using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel.Windows;

namespace RsrActors.Actors.Tests.Kernel;

public sealed class EpochLedgerTests
{
    [Fact]
    public void Events_are_counted_before_while_and_after_they_are_stored()
    {
        var ledger = new EpochLedger(2);
        ledger.Settled(0, 3);
        ledger.Settled(1, 4);
        Assert.Equal(7, ledger.AllEvents);

        ledger.End(everyone: false);
        Assert.Equal(7, ledger.AllEvents);

        ledger.Settled(1, 2);
        Assert.Equal(9, ledger.AllEvents);

        ledger.Stored(new(0, 1, HistoryHash.Empty, 3, null));
        ledger.Stored(new(1, 1, HistoryHash.Empty, 4, null));
        Assert.Equal(9, ledger.AllEvents);
        Assert.Equal(7, ledger.Events);
        Assert.Equal(2, ledger.Waiting);
    }
}
