using System.Net;

namespace DicomNode.Dicom.Network.Serving;

/// <summary>What a place is asked for by; the limits count it.</summary>
/// <param name="Known">One that reserved places are for.</param>
internal sealed record SlotClaim(string CallingAeTitle, IPAddress Address, bool Known);

/// <summary>An association that has a place, or asks for one.</summary>
internal interface ISlotHolder
{
    SlotClaim Claim { get; }

    /// <summary>How long the peer has been below the minimum rate; zero while we are the ones who work.</summary>
    TimeSpan SlowFor { get; }

    /// <summary>The peer sends requests without waiting for our answers, which the window of 1, 1 does not allow. PS3.7 §D.3.3.3.</summary>
    bool SentAhead { get; }

    /// <summary>Another association needs the place.</summary>
    void GiveWay();
}
