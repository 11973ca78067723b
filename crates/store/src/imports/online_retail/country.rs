//! Names of countries, as the source writes them, in ISO 3166-1.

/// What stands for a country that is not known: a code that ISO 3166-1 leaves to its users.
pub(super) const UNKNOWN: &str = "ZZ";

/// The code of a country. `European Community`, `Unspecified`, `West Indies` and names that are
/// not in this list are [`UNKNOWN`]; the Channel Islands have no code of their own and get that
/// of Jersey, the largest of them.
pub(super) fn code(name: &str) -> &'static str {
    match name {
        "Australia" => "AU",
        "Austria" => "AT",
        "Bahrain" => "BH",
        "Belgium" => "BE",
        "Bermuda" => "BM",
        "Brazil" => "BR",
        "Canada" => "CA",
        "Channel Islands" => "JE",
        "Cyprus" => "CY",
        "Czech Republic" => "CZ",
        "Denmark" => "DK",
        "EIRE" => "IE",
        "Finland" => "FI",
        "France" => "FR",
        "Germany" => "DE",
        "Greece" => "GR",
        "Hong Kong" => "HK",
        "Iceland" => "IS",
        "Israel" => "IL",
        "Italy" => "IT",
        "Japan" => "JP",
        "Korea" => "KR",
        "Lebanon" => "LB",
        "Lithuania" => "LT",
        "Malta" => "MT",
        "Netherlands" => "NL",
        "Nigeria" => "NG",
        "Norway" => "NO",
        "Poland" => "PL",
        "Portugal" => "PT",
        "RSA" => "ZA",
        "Saudi Arabia" => "SA",
        "Singapore" => "SG",
        "Spain" => "ES",
        "Sweden" => "SE",
        "Switzerland" => "CH",
        "Thailand" => "TH",
        "USA" => "US",
        "United Arab Emirates" => "AE",
        "United Kingdom" => "GB",
        _ => UNKNOWN,
    }
}
