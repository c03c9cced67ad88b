Console.Error.WriteLine("dicomnode: no command yet.");
return 2;
