using RsrActors.Profiles;
using RsrActors.Profiles.Reading;

namespace RsrActors.Host.Tests.Profiles;

/// <summary>Profiles and declarations for tests, with invented names.</summary>
internal static class ProfileTexts
{
    public const string Restrictions = "com.apple.applicationaccess";
    public const string Settings = "com.apple.configuration.softwareupdate.settings";
    public const string Enforcement = "com.apple.configuration.softwareupdate.enforcement.specific";

    public const string Allowed = "<key>allowRapidSecurityResponseInstallation</key><true/>";
    public const string NotRemoved = "<key>allowRapidSecurityResponseRemoval</key><false/>";

    /// <summary>A profile with one payload, in the form that Apple's tools write.</summary>
    public static string Profile(string keys, string type = Restrictions, string beside = "") => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
        <plist version="1.0"><dict>
        <key>PayloadType</key><string>Configuration</string><key>PayloadVersion</key><integer>1</integer>
        <key>PayloadIdentifier</key><string>org.example.updates</string>{beside}
        <key>PayloadContent</key><array><dict>
        <key>PayloadType</key><string>{type}</string><key>PayloadVersion</key><integer>1</integer>
        {keys}
        </dict></array></dict></plist>
        """;

    public static string Declaration(string type, string payload) =>
        $$"""{"Type":"{{type}}","Identifier":"org.example.updates","Payload":{{payload}}}""";

    public static string Enforce(string version, string build, string date) => Declaration(
        Enforcement,
        $$"""{"TargetOSVersion":"{{version}}","TargetBuildVersion":"{{build}}","TargetLocalDateTime":"{{date}}"}""");

    public static ManagementProfile Accepted(string text) => Accepted(System.Text.Encoding.UTF8.GetBytes(text));

    public static ManagementProfile Accepted(byte[] bytes) => ProfileFile.Read("file", bytes) switch
    {
        ProfileReading.Accepted accepted => accepted.Profile,
        ProfileReading.Refused refused => throw new InvalidOperationException(refused.Message),
        _ => throw new InvalidOperationException("A reading is accepted or refused."),
    };

    public static string Refused(string text) => Refused(System.Text.Encoding.UTF8.GetBytes(text));

    public static string Refused(byte[] bytes)
    {
        var message = Assert.IsType<ProfileReading.Refused>(ProfileFile.Read("file", bytes)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
