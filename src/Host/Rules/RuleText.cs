using RsrActors.Host.Executable;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Rollouts.Ramps;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Reports.Layout;
using RsrActors.Reports.Numbers;
using RsrActors.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;
using RsrActors.Texts;

namespace RsrActors.Host.Rules;

/// <summary>The rollout rules of a registry as lines, for <c>rsr rules</c> and for the console.</summary>
internal static class RuleText
{
    private const int Width = 100;
    private const int LabelWidth = 14;
    private const string Indent = "  ";

    /// <summary>A ramp with more steps than these is told by its first and last one.</summary>
    private const int MostSteps = 8;

    /// <exception cref="HostException">There is no such rule; the message has the names nearest to it.</exception>
    public static RulePreset Find(RuleRegistry rules, string name)
    {
        if (rules.Find(name) is { } found)
            return found;
        var like = NearestWord.Like(name, rules.Names);
        throw HostException.Refused(
            $"there is no rollout rule '{ValueText.Shorten(name)}'"
            + (like.Count > 0 ? $"; did you mean {string.Join(" or ", like)}?" : ".") + " 'rsr rules' lists all.");
    }

    /// <summary>Each rule: what it does; what it reads, whether a scenario may use it, and its source.</summary>
    public static IEnumerable<string> List(RuleRegistry rules)
    {
        var column = rules.Names.Max(name => name.Length) + Indent.Length;
        foreach (var preset in rules.Presets)
        {
            foreach (var line in TextLines.Labelled(preset.Name, preset.Sentence, Width, column))
                yield return line;
            var use = ScenarioRules.Allows(preset) ? "usable in scenarios" : "not yet usable in scenarios";
            var facts = $"reads {RuleWords.Reads(preset.Reads)}; {use}; source: {preset.Source}";
            foreach (var line in TextLines.Labelled("", facts, Width, column, Indent))
                yield return line;
        }
    }

    /// <summary>One rule: its ramp, its brakes and what a halt means, its keys, and an example.</summary>
    public static IEnumerable<string> Page(RulePreset preset)
    {
        yield return preset.Name;
        foreach (var line in TextLines.Of(preset.Sentence, Width, Indent, Indent))
            yield return line;
        yield return "";
        foreach (var line in Labelled("source", preset.Source))
            yield return line;
        foreach (var line in Labelled("in scenarios", UseOf(preset)))
            yield return line;
        foreach (var line in Parts(preset.Default))
            yield return line;

        yield return "";
        yield return preset.Keys.IsEmpty ? "It has no keys." : "Keys of rollout, with their defaults:";
        var column = preset.Keys.Select(key => key.Name.Length).DefaultIfEmpty().Max() + Indent.Length;
        foreach (var key in preset.Keys)
        {
            var text = $"{DefaultOf(key)}: {key.Meaning} Allowed: {key.Allowed}.";
            foreach (var line in TextLines.Labelled(key.Name, text, Width, column, Indent))
                yield return line;
        }

        yield return "";
        yield return "In a scenario, or as options of rsr run:";
        yield return Indent + ScenarioRules.Example(preset);
        yield return Indent + ScenarioRules.ExampleOptions(preset);
    }

    /// <summary>The parts of a rule: what it reads, ramp, grants, brakes, the person, the limit of pauses.</summary>
    public static IEnumerable<string> Parts(Rule rule)
    {
        var facts = new List<(string Label, string Text)>
        {
            ("reads", RuleWords.Reads(rule.Reads)),
            ("ramp", $"{rule.Ramp.Name}: {CourseOf(rule.Ramp)}"),
            ("admission", rule.Ramp.Admission.Name),
        };
        if (RuleWords.WaitOf(rule) is { } wait)
            facts.Add(("mean wait", $"{Lasting(wait)} from the publication until a device is within the ramp"));
        if (rule.Grants is { } grants)
        {
            facts.Add((
                "grants", $"{grants.Name}: the server grants single devices; a grant times out after "
                    + ScenarioWords.Of(grants.Timeout)));
        }

        facts.AddRange(rule.Brakes.Select(brake => ("brake", TextOf(brake))));
        if (rule.Brakes.IsEmpty && rule.Grants is null)
            facts.Add(("brakes", "none: only a person halts it"));
        if (rule.Person is { } person)
            facts.Add(("person", TextOf(person)));
        if (rule.MostPaused is { } most)
            facts.Add(("pauses", $"{ScenarioWords.Of(most)} in all; then the rollout goes on"));
        return facts.SelectMany(fact => Labelled(fact.Label, fact.Text));
    }

    private static IEnumerable<string> Labelled(string label, string text) =>
        TextLines.Labelled(label, text, Width, LabelWidth, Indent);

    private static string UseOf(RulePreset preset) =>
        ScenarioRules.Allows(preset) ? "usable" : "not yet usable: the simulation does not have all that it reads";

    private static string CourseOf(IRamp ramp)
    {
        if (ramp.Reads.Kinds != EvidenceKinds.None)
        {
            return $"{ScenarioWords.Percent(ramp.FirstPercent)} at the publication, then it goes by "
                + RuleWords.Reads(ramp.Reads);
        }

        var steps = RampWait.Course(ramp).ToArray();
        var first = $"{ScenarioWords.Percent(steps[0].Percent)} at the publication";
        return steps.Length <= MostSteps
            ? string.Join(", ", steps.Skip(1).Select(Step).Prepend(first))
            : $"{HumanText.Count(steps.Length, "step")} from {first} to {Step(steps[^1])}";

        static string Step(Model.Rollouts.RampStep step) =>
            $"{ScenarioWords.Percent(step.Percent)} after {Lasting(step.After)}";
    }

    private static string TextOf(IBrake brake) =>
        $"{brake.Name}, asked {RuleWords.Asked(brake)}; "
        + $"{(brake.Strongest is RuleDecision.Hold ? "a hold" : "a halt")} means: "
        + RuleWords.Consequence(brake.Strongest)
        + (brake.HaltsOnNothing ? "; it can halt without any evidence" : "");

    private static string TextOf(PersonInChain person) =>
        $"is told after {ScenarioWords.Of(person.ToldAfter)}, decides after {ScenarioWords.Of(person.DecidesAfter)} of "
        + (person.WorkFrom == person.WorkTo
            ? "work, around the clock"
            : $"work, from {person.WorkFrom:hh\\:mm} to {person.WorkTo:hh\\:mm} UTC")
        + (person.Weekends ? "" : ", not on weekends");

    private static string DefaultOf(RuleKey key) => key.Default is RuleValue.Steps
        ? $"{key.Default}"
        : ScenarioRules.TextOf(key, key.Default);

    private static string Lasting(TimeSpan span) => HumanText.Duration((decimal)span.TotalSeconds);
}
