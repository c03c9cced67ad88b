namespace DicomNode.Configuration;

/// <summary>A section that may also be written <c>true</c> (with every default) or <c>false</c> (null).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OrSwitchAttribute : Attribute;
