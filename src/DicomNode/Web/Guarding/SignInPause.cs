namespace DicomNode.Web.Guarding;

/// <summary>Of a request: too many attempts failed, and the password was not looked at.</summary>
internal sealed record SignInPause(TimeSpan Wait);
