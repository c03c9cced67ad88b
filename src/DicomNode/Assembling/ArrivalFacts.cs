namespace DicomNode.Assembling;

/// <summary>How the instances of one series came in, as far as this process has seen it.</summary>
/// <param name="Instances">Stored ones, repeats not counted.</param>
/// <param name="Associations">That brought them.</param>
/// <param name="Open">Of these, not ended yet.</param>
/// <param name="Broken">Of these, ended without a release: the sender was not done.</param>
/// <param name="ImagesInAcquisition">(0020,1002), when all instances name the same number and belong to one acquisition; otherwise null.</param>
internal sealed record ArrivalFacts(int Instances, int Associations, int Open, int Broken, int? ImagesInAcquisition)
{
    /// <summary>Every association that brought instances was released in order.</summary>
    public bool AllReleased => Open == 0 && Broken == 0;
}
