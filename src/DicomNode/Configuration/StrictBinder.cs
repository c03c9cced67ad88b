using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace DicomNode.Configuration;

/// <summary>
/// Turns a configuration tree into options, by the types alone: a key that no property has is an error, and so is a value that does not
/// convert or breaks an attribute of its property. Collects all errors. A list that is given replaces the default one.
/// </summary>
internal sealed class StrictBinder(ConfigurationSources sources)
{
    private readonly List<ConfigurationError> _errors = [];

    public IReadOnlyList<ConfigurationError> Errors => _errors;

    public T Bind<T>(IConfiguration configuration)
        where T : new()
    {
        T options = new();
        BindSection(options, configuration, "");
        return options;
    }

    private void BindSection(object options, IConfiguration section, string prefix)
    {
        PropertyInfo[] properties = options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance);
        foreach (IConfigurationSection child in section.GetChildren())
        {
            PropertyInfo? property = Array.Find(properties, p => p.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is not null)
            {
                BindProperty(options, property, child);
            }
            else if (child.Path != "$schema") // for editors
            {
                Report(child.Path, child.Value, UnknownKey(child.Key, prefix, properties));
            }
        }

        foreach (PropertyInfo property in properties.Where(p => !IsSection(p.PropertyType) && !section.GetSection(p.Name).Exists()))
        {
            Validate(options, property, prefix + property.Name); // what must be given and is not
        }
    }

    private void BindProperty(object options, PropertyInfo property, IConfigurationSection child)
    {
        if (ElementType(property.PropertyType) is { } element)
        {
            property.SetValue(options, child.Value is null && !child.GetChildren().Any() && TakesNull(property) ? null : BindList(element, child));
        }
        else if (IsSection(property.PropertyType))
        {
            BindSection(options, property, child);
            return;
        }
        else if (child.GetChildren().Any())
        {
            Report(child.Path, "{ … }", Allowed(property));
            return;
        }
        else if (Scalar.TryParse(property.PropertyType, child.Value, out object? value) && (value is not null || TakesNull(property)))
        {
            property.SetValue(options, value);
        }
        else
        {
            Report(child.Path, child.Value, Allowed(property));
            return;
        }

        Validate(options, property, child.Path);
    }

    private void BindSection(object options, PropertyInfo property, IConfigurationSection child)
    {
        bool isSwitch = property.IsDefined(typeof(OrSwitchAttribute)), isOn = false;
        bool hasKeys = child.GetChildren().Any();
        if (!string.IsNullOrEmpty(child.Value) && !(isSwitch && bool.TryParse(child.Value, out isOn)))
        {
            Report(child.Path, child.Value, isSwitch ? "allowed is true, false, or a section with keys" : "is a section, so it takes keys and not a value");
        }
        else if (TakesNull(property) && !hasKeys && !isOn)
        {
            property.SetValue(options, null);
        }
        else
        {
            object section = property.GetValue(options) ?? Activator.CreateInstance(property.PropertyType)!;
            property.SetValue(options, section);
            BindSection(section, child, child.Path + ":");
        }
    }

    private Array BindList(Type element, IConfigurationSection list)
    {
        ArrayList values = [];
        if (!string.IsNullOrEmpty(list.Value))
        {
            Report(list.Path, list.Value, "is a list, so it is written [ … ]; in a variable each element has its own name that ends in __0, __1, …");
        }

        foreach (IConfigurationSection item in list.GetChildren())
        {
            if (IsSection(element))
            {
                object options = Activator.CreateInstance(element)!;
                BindSection(options, item, item.Path + ":");
                values.Add(options);
            }
            else if (!item.GetChildren().Any() && Scalar.TryParse(element, item.Value, out object? value) && value is not null)
            {
                values.Add(value);
            }
            else
            {
                Report(item.Path, item.Value, $"allowed is {Scalar.Describe(element)}");
            }
        }

        return values.ToArray(element);
    }

    private void Validate(object options, PropertyInfo property, string key)
    {
        object? value = property.GetValue(options);
        if (property.GetCustomAttributes<ValidationAttribute>().Any(rule => !rule.IsValid(value)))
        {
            bool absent = value is null or (IEnumerable and not string) || (value is "" && sources.Of(key) is null);
            string? text = absent ? null : Convert.ToString(value, CultureInfo.InvariantCulture);
            Report(key, text, text is null ? $"is missing; {Allowed(property)}" : Allowed(property));
        }
    }

    private static string Allowed(PropertyInfo property)
    {
        ValidationAttribute? rule = property.GetCustomAttributes<ValidationAttribute>().FirstOrDefault();
        string words = rule switch
        {
            RangeAttribute range => $"{Scalar.Describe(property.PropertyType)} from {range.Minimum} to {range.Maximum}",
            AeTitleAttribute or IpAddressAttribute or HttpUrlsAttribute or RegularExpressionTextAttribute => rule.FormatErrorMessage(property.Name),
            { ErrorMessage: { } message } => message,
            _ => Scalar.Describe(property.PropertyType),
        };
        return $"allowed is {words}";
    }

    private static string UnknownKey(string key, string prefix, PropertyInfo[] properties)
    {
        string[] names = [.. properties.Select(p => p.Name)];
        string? near = NearestName.Of(key, names);
        string known = string.Join(", ", names);
        string guess = near is null ? "" : $"did you mean {prefix}{near}? ";
        return $"there is no such key; {guess}Known {(prefix.Length == 0 ? "at the top" : $"in {prefix.TrimEnd(':')}")} are {known}";
    }

    private void Report(string key, string? value, string allowed) => _errors.Add(new ConfigurationError(key, value, allowed, sources.Of(key)));

    private static bool TakesNull(PropertyInfo property) => new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;

    private static bool IsSection(Type type) => type.IsClass && type != typeof(string) && ElementType(type) is null;

    private static Type? ElementType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;
}
