Console.WriteLine("rsr");
