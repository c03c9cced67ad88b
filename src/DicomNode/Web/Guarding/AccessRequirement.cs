using Microsoft.AspNetCore.Authorization;

namespace DicomNode.Web.Guarding;

/// <summary>The caller has this role of <see cref="Access"/>, or a later one.</summary>
internal sealed record AccessRequirement(string Role) : IAuthorizationRequirement;
