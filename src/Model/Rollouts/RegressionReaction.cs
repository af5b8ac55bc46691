namespace RsrActors.Model.Rollouts;

/// <summary>What is done with a release when crash analytics finds that it does harm.</summary>
public enum RegressionReaction
{
    None,
    Pause,
    Withdraw,
    WithdrawAndRemove,
}
