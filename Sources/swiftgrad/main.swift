import Console

SwiftgradCommand.main()
