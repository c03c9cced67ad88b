using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace DicomNode.Storage.Configurations;

/// <summary>Every time in a row is UTC; SQLite's text does not say so, the reader does.</summary>
internal sealed class UtcDateTimeConverter() : ValueConverter<DateTime, DateTime>(
    written => written.Kind == DateTimeKind.Local ? written.ToUniversalTime() : DateTime.SpecifyKind(written, DateTimeKind.Utc),
    read => DateTime.SpecifyKind(read, DateTimeKind.Utc));
