//! Where the demonstration's customers live, and what people are called there.
//!
//! Telephone numbers are of ranges that are kept for films and examples; where a country has none,
//! its people have no number.

/// A country as far as names and addresses go. In patterns `#` is a digit and `@` a letter.
pub(super) struct Country {
    /// ISO 3166-1 alpha-2.
    pub(super) code: &'static str,
    /// How many of a hundred customers live there.
    pub(super) share: u64,
    pub(super) first_names: &'static [&'static str],
    pub(super) last_names: &'static [&'static str],
    /// Streets; `#` stands for the number of the house.
    pub(super) streets: &'static [&'static str],
    /// Town, state or province, postal code.
    pub(super) towns: &'static [(&'static str, Option<&'static str>, &'static str)],
    pub(super) phone: Option<&'static str>,
}

/// The shares add up to a hundred.
pub(super) const COUNTRIES: &[Country] = &[
    Country {
        code: "GB",
        share: 52,
        first_names: &[
            "Amelia", "Oliver", "Isla", "George", "Ava", "Harry", "Priya", "Mohammed", "Grace",
            "Callum", "Freya", "Rhys", "Niamh", "Owen", "Florence", "Alfie", "Aisha", "Duncan",
            "Megan", "Theo",
        ],
        last_names: &[
            "Taylor", "Davies", "Evans", "Thomas", "Roberts", "Walker", "Wright", "Hughes", "Khan",
            "Patel", "Campbell", "Fraser", "Bennett", "Ward", "Begum", "Osborne", "Marsh", "Reid",
            "Fletcher", "Sutton",
        ],
        streets: &[
            "# High Street",
            "# Station Road",
            "# Church Lane",
            "# Victoria Road",
            "# Mill Lane",
            "# Park Avenue",
            "# Queensway",
            "# Orchard Close",
            "# Albert Terrace",
            "# The Green",
        ],
        towns: &[
            ("Bristol", None, "BS# #@@"),
            ("Leeds", Some("West Yorkshire"), "LS# #@@"),
            ("Norwich", Some("Norfolk"), "NR# #@@"),
            ("Cardiff", None, "CF1# #@@"),
            ("Edinburgh", None, "EH# #@@"),
            ("London", None, "SE1# #@@"),
            ("Manchester", None, "M2# #@@"),
            ("Exeter", Some("Devon"), "EX# #@@"),
        ],
        phone: Some("+44 7700 900###"),
    },
    Country {
        code: "IE",
        share: 8,
        first_names: &[
            "Aoife", "Cian", "Saoirse", "Conor", "Ciara", "Fionn", "Róisín", "Darragh",
        ],
        last_names: &[
            "Murphy", "Kelly", "Byrne", "Walsh", "O'Connor", "Doyle", "Nolan", "Daly",
        ],
        streets: &[
            "# Main Street",
            "# Patrick Street",
            "# Chapel Hill",
            "# Abbey Road",
        ],
        towns: &[
            ("Dublin", Some("Dublin"), "D0# @#@#"),
            ("Cork", Some("Cork"), "T12 @#@#"),
            ("Galway", Some("Galway"), "H91 @#@#"),
        ],
        phone: Some("+353 20 91# ####"),
    },
    Country {
        code: "DE",
        share: 9,
        first_names: &[
            "Anna", "Jonas", "Lena", "Felix", "Jürgen", "Sabine", "Mehmet", "Käthe", "Lukas",
            "Greta",
        ],
        last_names: &[
            "Müller",
            "Schneider",
            "Fischer",
            "Weber",
            "Wagner",
            "Yılmaz",
            "Groß",
            "Krüger",
            "Vogel",
            "Lange",
        ],
        streets: &[
            "Hauptstraße #",
            "Bahnhofstraße #",
            "Gartenweg #",
            "Lindenallee #",
            "Am Markt #",
        ],
        towns: &[
            ("Berlin", None, "10###"),
            ("Köln", None, "50###"),
            ("Leipzig", Some("Sachsen"), "041##"),
            ("Freiburg im Breisgau", Some("Baden-Württemberg"), "791##"),
        ],
        phone: Some("+49 30 23125 ###"),
    },
    Country {
        code: "FR",
        share: 7,
        first_names: &[
            "Camille", "Louis", "Chloé", "Hugo", "Zoé", "Émile", "Inès", "Antoine",
        ],
        last_names: &[
            "Martin", "Bernard", "Dubois", "Lefèvre", "Moreau", "Garnier", "Benali", "Roux",
        ],
        streets: &[
            "# rue de la République",
            "# avenue Jean Jaurès",
            "# place du Marché",
            "# rue des Lilas",
        ],
        towns: &[
            ("Lyon", None, "6900#"),
            ("Nantes", None, "44#00"),
            ("Lille", None, "59#00"),
            ("Paris", None, "750##"),
        ],
        phone: Some("+33 1 99 00 ## ##"),
    },
    Country {
        code: "NL",
        share: 4,
        first_names: &["Sanne", "Daan", "Fleur", "Bram", "Lotte", "Sem"],
        last_names: &[
            "de Jong", "Jansen", "Bakker", "Visser", "van Dijk", "Mulder",
        ],
        streets: &[
            "Kerkstraat #",
            "Dorpsstraat #",
            "Molenweg #",
            "Prinsengracht #",
        ],
        towns: &[
            ("Utrecht", None, "35## @@"),
            ("Amsterdam", None, "10## @@"),
            ("Groningen", None, "97## @@"),
        ],
        phone: None,
    },
    Country {
        code: "ES",
        share: 4,
        first_names: &["Lucía", "Hugo", "Martina", "Íñigo", "Carmen", "Álvaro"],
        last_names: &[
            "García",
            "Fernández",
            "López",
            "Núñez",
            "Romero",
            "Iglesias",
        ],
        streets: &[
            "Calle Mayor #",
            "Avenida de la Constitución #",
            "Paseo del Prado #",
        ],
        towns: &[
            ("Madrid", Some("Madrid"), "280##"),
            ("Valencia", Some("Valencia"), "460##"),
            ("Bilbao", Some("Bizkaia"), "480##"),
        ],
        phone: None,
    },
    Country {
        code: "IT",
        share: 4,
        first_names: &["Giulia", "Marco", "Chiara", "Niccolò", "Elena", "Davide"],
        last_names: &[
            "Rossi", "Bianchi", "Ferrari", "Esposito", "Ricci", "D'Angelo",
        ],
        streets: &[
            "Via Roma #",
            "Via Garibaldi #",
            "Corso Italia #",
            "Piazza Dante #",
        ],
        towns: &[
            ("Torino", Some("TO"), "101##"),
            ("Bologna", Some("BO"), "401##"),
            ("Palermo", Some("PA"), "901##"),
        ],
        phone: None,
    },
    Country {
        code: "SE",
        share: 3,
        first_names: &["Astrid", "Björn", "Elsa", "Nils", "Åsa", "Oskar"],
        last_names: &[
            "Andersson",
            "Lindqvist",
            "Öberg",
            "Nyström",
            "Ek",
            "Sjögren",
        ],
        streets: &["Storgatan #", "Skolvägen #", "Björkgatan #"],
        towns: &[
            ("Uppsala", None, "75# ##"),
            ("Göteborg", None, "41# ##"),
            ("Malmö", None, "21# ##"),
        ],
        phone: Some("+46 8 465 004 ##"),
    },
    Country {
        code: "US",
        share: 6,
        first_names: &[
            "Madison", "Ethan", "Sofia", "Liam", "Harper", "Mateo", "Zoe", "Caleb",
        ],
        last_names: &[
            "Johnson", "Williams", "Garcia", "Miller", "Nguyen", "Lewis", "Hall", "Rivera",
        ],
        streets: &[
            "# Maple Street",
            "# Washington Avenue",
            "# Lake Drive",
            "# Elm Court",
        ],
        towns: &[
            ("Portland", Some("OR"), "972##"),
            ("Austin", Some("TX"), "787##"),
            ("Madison", Some("WI"), "537##"),
            ("Brooklyn", Some("NY"), "112##"),
        ],
        phone: Some("+1 212 555 01##"),
    },
    Country {
        code: "AU",
        share: 3,
        first_names: &["Charlotte", "Noah", "Matilda", "Lachlan", "Ruby", "Cooper"],
        last_names: &["Wilson", "Anderson", "Nguyen", "Mitchell", "Tran", "Baker"],
        streets: &[
            "# George Street",
            "# Wattle Grove",
            "# Bay Road",
            "# Banksia Avenue",
        ],
        towns: &[
            ("Sydney", Some("NSW"), "20##"),
            ("Melbourne", Some("VIC"), "30##"),
            ("Perth", Some("WA"), "60##"),
        ],
        phone: Some("+61 491 570 ###"),
    },
];
