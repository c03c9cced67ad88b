using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DicomNode.Storage.Configurations;

internal sealed class SeriesConfiguration : IEntityTypeConfiguration<Series>
{
    public void Configure(EntityTypeBuilder<Series> builder)
    {
        builder.ToTable("series");
        builder.Property(s => s.SeriesInstanceUid).HasMaxLength(64); // PS3.5 §9.1
        builder.Property(s => s.StudyInstanceUid).HasMaxLength(64);
        builder.Property(s => s.FrameOfReferenceUid).HasMaxLength(64);
        builder.Property(s => s.Modality).HasMaxLength(16);
        builder.Property(s => s.CallingAeTitle).HasMaxLength(16);
        builder.HasIndex(s => s.SeriesInstanceUid).IsUnique();
        builder.HasIndex(s => s.StudyInstanceUid); // queries of peers
        builder.HasIndex(s => new { s.State, s.QuietSince }); // the only query that runs every second
    }
}
