namespace RsrActors.Model.Scenarios;

/// <summary>
/// What an organisation that manages the device allows (design of Apple's <c>applicationaccess</c> profile).
/// </summary>
public sealed record Management(bool AllowInstallation, bool AllowRemoval);
