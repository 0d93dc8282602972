internal import GRDB

/// The tables, version by version.
///
/// What a sweep came to is apart from how long it took, so that two stores can be compared: the
/// tables `sweep`, `trial` and `epoch` of two runs of one specification are the same.
extension ExperimentStore {
  /// Tells a store from other SQLite files: "digX".
  static let applicationID = 0x6469_6758

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(
        sql: """
          PRAGMA application_id = \(applicationID);
          CREATE TABLE sweep (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            specification TEXT NOT NULL,  -- JSON
            worker TEXT,                  -- "0/2", or null for the whole
            chosen TEXT,                  -- JSON of a setting
            testAccuracy REAL
          ) STRICT;
          CREATE TABLE trial (
            sweep INTEGER NOT NULL REFERENCES sweep (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            setting INTEGER NOT NULL,     -- its number
            phase TEXT NOT NULL,
            content TEXT NOT NULL,        -- JSON of the setting
            seed INTEGER NOT NULL,        -- bit pattern
            epochs INTEGER NOT NULL,
            state TEXT NOT NULL,
            failure TEXT,
            weights TEXT,
            PRIMARY KEY (sweep, number)
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE epoch (
            sweep INTEGER NOT NULL,
            trial INTEGER NOT NULL,
            number INTEGER NOT NULL,      -- from 0
            loss REAL NOT NULL,
            accuracy REAL NOT NULL,
            validationLoss REAL NOT NULL,
            validationAccuracy REAL NOT NULL,
            PRIMARY KEY (sweep, trial, number),
            FOREIGN KEY (sweep, trial) REFERENCES trial (sweep, number) ON DELETE CASCADE
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE duration (
            sweep INTEGER NOT NULL,
            trial INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            seconds REAL NOT NULL,
            PRIMARY KEY (sweep, trial, epoch),
            FOREIGN KEY (sweep, trial) REFERENCES trial (sweep, number) ON DELETE CASCADE
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE time (
            sweep INTEGER PRIMARY KEY REFERENCES sweep (id) ON DELETE CASCADE,
            begun REAL NOT NULL,          -- seconds since 1970
            seconds REAL NOT NULL         -- at work
          ) STRICT;
          """)
    }
    return migrator
  }
}
