using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace DicomNode.Storage.Sqlite;

/// <summary>
/// Puts the SQLite provider together from what can be restored: EF Core 10 is compiled against SQLitePCLRaw 2.1, the registry
/// has 2.0.6. The host's own probing refuses the older version; a Resolving handler may answer with it, and every member that
/// Microsoft.Data.Sqlite calls is there. The engine is the distribution's libsqlite3 (package libsqlite3-0), patched by the distribution.
/// To be removed when SQLitePCLRaw 2.1 can be restored: docs/decisions/0005.
/// </summary>
internal static class SqliteLibrary
{
    private const string Engine = "e_sqlite3";
    private static readonly string s_folder = Path.Combine(Path.GetDirectoryName(typeof(SqliteLibrary).Assembly.Location) ?? AppContext.BaseDirectory, "sqlite");
    private static readonly string[] s_engineNames = ["libsqlite3.so.0", "libsqlite3.so", "sqlite3"];

#pragma warning disable CA2255 // a library with a module initializer: nothing of EF Core may be touched before the handler stands
    [ModuleInitializer]
    internal static void Initialize() => AssemblyLoadContext.Default.Resolving += Resolve;
#pragma warning restore CA2255

    /// <summary>Called before the first connection; more than once does no harm.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)] // or its caller would need the provider's assembly before the handler can give it
    internal static void Use() => SQLitePCL.raw.SetProvider(Provider.Instance);

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name)
    {
        string file = Path.Combine(s_folder, name.Name + ".dll");
        return File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
    }

    private static IntPtr ResolveEngine(string library, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (library != Engine)
        {
            return IntPtr.Zero;
        }

        foreach (string name in s_engineNames)
        {
            if (NativeLibrary.TryLoad(name, assembly, searchPath, out IntPtr handle))
            {
                return handle;
            }
        }

        throw new DllNotFoundException($"SQLite is not installed: none of {string.Join(", ", s_engineNames)} can be loaded. On Debian and Ubuntu: apt install libsqlite3-0.");
    }

    private static class Provider
    {
        internal static readonly SQLitePCL.ISQLite3Provider Instance = Create();

        private static SQLitePCL.SQLite3Provider_e_sqlite3 Create()
        {
            NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, ResolveEngine);
            return new SQLitePCL.SQLite3Provider_e_sqlite3();
        }
    }
}
