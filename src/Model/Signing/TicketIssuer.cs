using System.Collections.Immutable;
using System.Runtime.InteropServices;
using RsrActors.Model.Image4;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Signing;

/// <summary>What a ticket is made from: an answer of the signing service, and the device to which it goes.</summary>
public readonly record struct TicketOrder(TicketAnswer.Granted Answer, string Variant, DeviceBinding Device);

/// <summary>What a boot ticket is made from: a build, the device, and its nonce for the build.</summary>
public readonly record struct BootTicketOrder(Platform Platform, string Build, BootBinding Device);

/// <summary>Signs tickets; for one thread at a time.</summary>
public sealed class TicketIssuer(TicketAuthority authority, SigningIdentity identity, SigningIdentity foreign)
    : IDisposable
{
    private readonly TicketSigner _signer = new(identity);
    private readonly Lazy<TicketSigner> _foreigner = new(() => new TicketSigner(foreign), isThreadSafe: false);

    /// <summary>The bytes of the ticket for an answer.</summary>
    public ReadOnlyMemory<byte> Issue(TicketOrder order) => IssueAll([order])[0];

    /// <summary>The bytes of a boot ticket.</summary>
    public ReadOnlyMemory<byte> IssueBoot(BootTicketOrder order) =>
        _signer.IssueBoot(authority.BootManifestSetOf(order));

    /// <summary>
    /// The tickets, in the order of the orders. An algorithm that signs batches signs them as one batch.
    /// </summary>
    public ImmutableArray<ReadOnlyMemory<byte>> IssueAll(ReadOnlySpan<TicketOrder> orders)
    {
        var tickets = new ReadOnlyMemory<byte>[orders.Length];
        var (own, places) = (new List<byte[]>(orders.Length), new List<int>(orders.Length));
        for (var i = 0; i < orders.Length; i++)
        {
            var manifestSet = authority.ManifestSetOf(orders[i]);
            if (orders[i].Answer.Flaw == TicketFlaw.ForeignCertificate)
            {
                tickets[i] = _foreigner.Value.Issue(manifestSet);
                continue;
            }

            own.Add(manifestSet);
            places.Add(i);
        }

        var signed = _signer.IssueAll(CollectionsMarshal.AsSpan(own));
        for (var i = 0; i < signed.Length; i++)
            tickets[places[i]] = signed[i];
        return ImmutableCollectionsMarshal.AsImmutableArray(tickets);
    }

    public void Dispose()
    {
        _signer.Dispose();
        if (_foreigner.IsValueCreated)
            _foreigner.Value.Dispose();
    }
}
