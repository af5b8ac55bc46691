using System.Globalization;
using System.Text;
using RsrActors.Host.Tests.Commands;
using RsrActors.Scenarios;
using static RsrActors.Host.Tests.Scenarios.Samples;

namespace RsrActors.Host.Tests.Scenarios;

/// <summary>The files from which a scenario can be read.</summary>
public sealed class FileTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_file_with_a_byte_order_mark_is_accepted()
    {
        File.WriteAllText(_place["small.hocon"], Small, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Assert.Equal(Show(Accepted(Read(Small))), Show(Accepted(ReadFile(_place["small.hocon"]))));
    }

    [SkippableTheory]
    [InlineData("/dev/zero", "/dev/zero: found more than 4 MiB, allowed are 4 MiB at most")]
    [InlineData("/dev/urandom", "/dev/urandom: found more than 4 MiB, allowed are 4 MiB at most")]
    [InlineData("/dev/null", "/dev/null: has no section 'scenario'")]
    public void An_endless_device_file_is_read_up_to_the_greatest_length_of_a_scenario(string device, string message)
    {
        Skip.IfNot(File.Exists(device), $"There is no {device}.");

        Assert.StartsWith(message, Refused(ReadFile(device)), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("cat small.hocon | dotnet \"$0\" check /dev/stdin")]
    [InlineData("dotnet \"$0\" check <(cat small.hocon)")]
    [InlineData("mkfifo pipe; cat small.hocon > pipe & dotnet \"$0\" check pipe")]
    public void A_pipe_that_ends_is_read_to_its_end(string command)
    {
        Skip.IfNot(Workplace.Has("bash") && Workplace.Has("mkfifo"), "There is no bash.");
        File.WriteAllText(_place["small.hocon"], Small);

        var checkedOnce = _place.Execute("bash", "-c", command,
            Path.Combine(AppContext.BaseDirectory, "rsr.dll")).Succeeds();

        Assert.StartsWith("small is a valid scenario", checkedOnce.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_refused_with_a_message_that_says_so()
    {
        Assert.Equal($"{_place.Path}: found a folder, allowed is a file", Refused(ReadFile(_place.Path)));
        Assert.Equal(".: found a folder, allowed is a file", Refused(ReadFile(".")));
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_refused()
    {
        File.WriteAllText(_place["small.hocon"], Small);
        using var held = new FileStream(_place["small.hocon"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var message = Refused(ReadFile(_place["small.hocon"]));

        Assert.StartsWith($"{_place["small.hocon"]}: cannot be read: ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00 })]
    [InlineData(new byte[] { 0x23, 0x0A, 0xC3, 0x28 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xE2, 0x82 })]
    public void Bytes_that_are_not_UTF8_are_refused(byte[] bytes)
    {
        File.WriteAllBytes(_place["small.hocon"], bytes);

        Assert.Equal(
            $"{_place["small.hocon"]}: found bytes that are no text, allowed is HOCON in UTF-8",
                Refused(ReadFile(_place["small.hocon"])));
    }

    [Fact]
    public void A_file_of_the_greatest_length_is_read_and_a_longer_one_refused()
    {
        var comment = new string('x', 4 * 1024 * 1024 - Small.Length - 2);
        File.WriteAllText(_place["longest.hocon"], $"{Small}\n#{comment}");
        File.WriteAllText(_place["longer.hocon"], $"{Small}\n#{comment}x");

        Accepted(ReadFile(_place["longest.hocon"]));
        Assert.EndsWith(
            "longer.hocon: found more than 4 MiB, allowed are 4 MiB at most", Refused(ReadFile(_place["longer.hocon"])),
            StringComparison.Ordinal);
    }

    /// <summary>Certificates, exports and reports have dates from a year before the start to the end.</summary>
    [Theory]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("2049-12-31T23:59:59.999Z")]
    [InlineData("2099-12-31T23:59:59.999Z")]
    public async Task A_scenario_that_check_accepts_can_be_started_at_every_accepted_start(string start)
    {
        await _place.Simulate("run", "tiny", new([$"scenario.start={start}"], Devices: "20", Days: "1"));

        (await Workplace.RsrInProcess("report", _place["run"])).Succeeds();
        (await Workplace.RsrInProcess("export", _place["run"], "--output", _place["events"])).Succeeds();
        Assert.Contains(
            DateTimeOffset.Parse(start, CultureInfo.InvariantCulture).ToString("'{\"at\":\"'yyyy-MM-ddTHH:mm:ss",
                CultureInfo.InvariantCulture),
            File.ReadAllText(_place["events"]), StringComparison.Ordinal);
        (await Workplace.RsrInProcess("verify", _place["run"])).Succeeds();
    }

    [Theory]
    [InlineData("9990-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1969-12-31T23:59:59.999Z")]
    [InlineData("2100-01-01T00:00:00Z")]
    public void A_start_near_the_ends_of_the_calendar_is_refused(string start) => Assert.Equal(
        $"small.hocon, --set: scenario.start: found '{start}', allowed is a moment from 1970-01-01 to 2099-12-31 in "
        + $"UTC",
        Refused(Set($"scenario.start={start}")));

    private static ScenarioReading ReadFile(string file) =>
        ScenarioLibrary.Installed.Read(file, ScenarioOverrides.None);
}
