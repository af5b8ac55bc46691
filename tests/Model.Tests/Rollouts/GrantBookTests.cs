using RsrActors.Model.Rollouts.Grants;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests.Rollouts;

/// <summary>What the update service keeps of grants: of a rule, of rings with a limit, and of both.</summary>
public sealed class GrantBookTests
{
    private static readonly AtMost Two = new(2, TimeSpan.FromHours(1));
    private static readonly AtMost One = new(1, TimeSpan.FromHours(1));

    private GrantBook _book = GrantBook.New("a");

    [Fact]
    public void A_device_of_a_ring_with_a_limit_needs_both_grants()
    {
        Assert.True(Ask(1, "few", Two, One));
        Assert.False(Ask(2, "few", Two, One)); // The ring refuses, and the rule keeps nothing of it.
        Assert.True(Ask(3, "others", Two, null));
        Assert.False(Ask(4, "others", Two, null)); // The rule refuses.

        Assert.Equal([1L, 3], _book.OfRule.Grants.Select(grant => grant.Device));
        Assert.Equal([1L], _book.OfRing("few").Grants.Select(grant => grant.Device));
        Assert.Equal(4, _book.Requests);
    }

    [Fact]
    public void A_ring_keeps_nothing_when_the_rule_refuses()
    {
        Assert.True(Ask(1, "others", One, null));
        Assert.False(Ask(2, "few", One, Two));

        Assert.Empty(_book.OfRing("few").Grants);
    }

    [Fact]
    public void A_limit_of_a_ring_holds_under_any_rule()
    {
        Assert.True(Ask(1, "few", null, One));
        Assert.False(Ask(2, "few", null, One));
        _book = _book.Heard(new("a", 1, "few", GrantPhase.Succeeded), null, One, new(1));

        Assert.True(Ask(2, "few", null, One));
        Assert.Empty(_book.OfRule.Grants);
    }

    [Fact]
    public void Attempts_fill_the_penalty_box_and_a_success_empties_it()
    {
        var hub = new NervesHubGrants(9, PenaltyBox.Default, TimeSpan.FromHours(1));
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.True(Ask(1, "", hub, null));
            _book = _book.Heard(new("a", 1, "", GrantPhase.Started), hub, null, new(attempt));
            _book = _book.Heard(new("a", 1, "", GrantPhase.Failed), hub, null, new(attempt));
        }

        Assert.False(Ask(1, "", hub, null));
        _book = _book.Heard(new("a", 1, "", GrantPhase.Succeeded), hub, null, new(5));
        Assert.Empty(_book.Attempts);
    }

    [Fact]
    public void A_halt_that_cancels_what_is_queued_leaves_what_has_started()
    {
        Ask(1, "few", Two, Two);
        Ask(2, "few", Two, Two);
        _book = _book.Heard(new("a", 1, "few", GrantPhase.Started), Two, Two, new(1)).CancelQueued();

        Assert.Equal([1L], _book.OfRule.Grants.Select(grant => grant.Device));
        Assert.Equal([1L], _book.OfRing("few").Grants.Select(grant => grant.Device));
        Assert.True(_book.OfRule.IsDisabled);
        _book = _book.Resumed(Two, new(2));
        Assert.True(Ask(2, "few", Two, Two));
    }

    private bool Ask(long device, string ring, IGrantRule? rule, AtMost? limit)
    {
        (var answer, _book) = _book.Ask(
            new("a", device, ring, ByHand: false), rule, limit,
            new(VirtualTime.Zero, VirtualTime.Zero, Asking.Noon, 100));
        return answer is GrantAnswer.Granted;
    }
}
