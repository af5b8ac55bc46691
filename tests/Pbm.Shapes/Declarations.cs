namespace Petabridge.Cmd;

public sealed record ArgumentDefinition(
    string Name, string Description, bool IsMandatory, bool AllowMultiple, IReadOnlyList<string> DefaultValues,
    IReadOnlySet<string> Switch);

public sealed class ArgumentDefinitionBuilder
{
    private readonly HashSet<string> _switches = [];
    private string _name = "";
    private string _description = "";
    private bool _mandatory;
    private bool _multiple;
    private string[] _defaults = [];

    public ArgumentDefinitionBuilder WithName(string name) => With(() => _name = name);

    public ArgumentDefinitionBuilder WithDescription(string description) => With(() => _description = description);

    public ArgumentDefinitionBuilder IsMandatory(bool mandatory) => With(() => _mandatory = mandatory);

    public ArgumentDefinitionBuilder AllowMultiple(bool multiple) => With(() => _multiple = multiple);

    public ArgumentDefinitionBuilder WithDefaultValues(params string[] values) => With(() => _defaults = values);

    public ArgumentDefinitionBuilder WithSwitch(string spelling) => With(() => _switches.Add(spelling));

    public ArgumentDefinition Build() => new(_name, _description, _mandatory, _multiple, _defaults, _switches);

    private ArgumentDefinitionBuilder With(Action change)
    {
        change();
        return this;
    }
}

public sealed record CommandDefinition(
    string Name, string Description, IReadOnlyDictionary<string, ArgumentDefinition> ArgumentsByName);

public sealed class CommandDefinitionBuilder
{
    private readonly List<ArgumentDefinition> _arguments = [];
    private string _name = "";
    private string _description = "";

    public CommandDefinitionBuilder WithName(string name)
    {
        _name = name;
        return this;
    }

    public CommandDefinitionBuilder WithDescription(string description)
    {
        _description = description;
        return this;
    }

    public CommandDefinitionBuilder WithArgument(Func<ArgumentDefinitionBuilder, ArgumentDefinitionBuilder> argument)
    {
        _arguments.Add(argument(new()).Build());
        return this;
    }

    public CommandDefinition Build() => new(_name, _description, _arguments.ToDictionary(one => one.Name));
}

public sealed class CommandPalette(string name, IEnumerable<CommandDefinition> commands)
{
    public string Name => name;

    public IReadOnlyList<CommandDefinition> Commands { get; } = [.. commands];
}
