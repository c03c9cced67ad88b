namespace DicomNode.Web.Views;

/// <summary>Name and password of an account.</summary>
internal sealed record SignInRequest(string User, string Password);
