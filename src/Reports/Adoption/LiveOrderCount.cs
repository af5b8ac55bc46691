using System.Collections.Immutable;
using RsrActors.Model.Operations;
using RsrActors.Model.Scenarios;
using Counts = System.Collections.Immutable.ImmutableSortedDictionary<string, long>;

namespace RsrActors.Reports.Adoption;

/// <summary>Counts the orders that were given while the run went on: all but those of the script.</summary>
internal sealed class LiveOrderCount
{
    private Counts _bySource = Counts.Empty.WithComparers(StringComparer.Ordinal);

    public void Apply(OperatorEvent happened)
    {
        if (happened is OperatorEvent.CommandAccepted { IssuedBy: not OperatorDecider.Script and var source })
            _bySource = _bySource.SetItem(source, _bySource.GetValueOrDefault(source) + 1);
    }

    /// <summary>The counts so far; null without a live order. More events may follow.</summary>
    public Counts? ToFigures() => _bySource.IsEmpty ? null : _bySource;
}
