//! ISO 3166-1 countries.

use std::fmt;
use std::str::FromStr;

use crate::Invalid;

/// A country code such as GB.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CountryCode([u8; 2]);

/// ISO 3166-1 alpha-2, officially assigned, in alphabetical order.
const ASSIGNED: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG \
    BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI \
    CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH \
    ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ \
    GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT \
    JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS \
    LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU \
    MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG \
    PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG \
    SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK \
    TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU \
    WF WS YE YT ZA ZM ZW";

impl CountryCode {
    /// The code for an address whose country nobody knows, as imports meet them. ISO leaves ZZ to
    /// its users; it is never accepted as input.
    pub const UNKNOWN: CountryCode = CountryCode(*b"ZZ");

    /// Every code that is accepted as input, in alphabetical order.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        ASSIGNED.split(' ')
    }

    /// The two letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }
}

impl FromStr for CountryCode {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let assigned = ASSIGNED.split(' ').find(|code| *code == text.trim());
        assigned
            .and_then(|code| <[u8; 2]>::try_from(code.as_bytes()).ok())
            .map(CountryCode)
            .ok_or_else(|| {
                let reason = format!(
                    "{text:?} is no ISO 3166-1 code; write two capital letters, such as GB"
                );
                Invalid::new("country", reason)
            })
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.code())
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}
