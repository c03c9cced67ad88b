using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DicomNode.Storage.Configurations;

internal sealed class CommitmentConfiguration : IEntityTypeConfiguration<Commitment>
{
    public void Configure(EntityTypeBuilder<Commitment> builder)
    {
        builder.ToTable("commitments");
        builder.Property(c => c.TransactionUid).HasMaxLength(64);
        builder.Property(c => c.ArchiveAeTitle).HasMaxLength(16);
        builder.HasIndex(c => c.TransactionUid).IsUnique(); // a report names it
        builder.HasIndex(c => new { c.State, c.RequestedAt });
    }
}
