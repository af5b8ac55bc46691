namespace RsrActors.Model.Cryptexes;

/// <summary>The two parts of the system that responses can replace, each with an image of its own.</summary>
public enum CryptexSubtype
{
    /// <summary>Frameworks and libraries, WebKit among them.</summary>
    Os,

    /// <summary>Safari and the password pane.</summary>
    App,
}

public static class CryptexSubtypeText
{
    extension(CryptexSubtype subtype)
    {
        /// <summary>The subtype in file names and exports: <c>os</c> or <c>app</c>.</summary>
        public string Text => subtype switch
        {
            CryptexSubtype.Os => "os",
            CryptexSubtype.App => "app",
            _ => throw new ArgumentOutOfRangeException(nameof(subtype), subtype, "A cryptex is either OS or App."),
        };
    }
}
