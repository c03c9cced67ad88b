using DicomNode.Storage.Configurations;
using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage;

/// <summary>The index over the files, and the rows that work is made of. One context per step, from the factory.</summary>
public sealed class NodeDbContext(DbContextOptions<NodeDbContext> options) : DbContext(options)
{
    public DbSet<Series> Series => Set<Series>();

    public DbSet<Instance> Instances => Set<Instance>();

    public DbSet<Job> Jobs => Set<Job>();

    public DbSet<JobInput> JobInputs => Set<JobInput>();

    public DbSet<Result> Results => Set<Result>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    public DbSet<DeliveryChoice> DeliveryChoices => Set<DeliveryChoice>();

    public DbSet<Commitment> Commitments => Set<Commitment>();

    public DbSet<FormerJob> FormerJobs => Set<FormerJob>();

    public DbSet<Removal> Removals => Set<Removal>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(NodeDbContext).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();
        // names, so that an administrator who opens the database reads words
        configurationBuilder.Properties<SeriesState>().HaveConversion<string>().HaveMaxLength(24);
        configurationBuilder.Properties<JobState>().HaveConversion<string>().HaveMaxLength(24);
        configurationBuilder.Properties<CommitmentState>().HaveConversion<string>().HaveMaxLength(24);
        configurationBuilder.Properties<DeliveryState>().HaveConversion<string>().HaveMaxLength(24);
    }
}
