//! What is printed of a margin.

use super::sheet::amount;
use crate::json::Margin;

/// The columns of [`cells`], for spreadsheets.
pub(super) const COLUMNS: [&str; 4] = ["COST", "MARGIN", "MARGIN PERCENT", "NET WITHOUT COST"];

/// Cost, margin, percent, and what has no known cost.
pub(super) fn cells(margin: &Margin) -> [String; 4] {
    [
        amount(&margin.cost),
        amount(&margin.profit),
        percent(margin),
        amount(&margin.net_without_cost),
    ]
}

/// The columns of [`few_cells`], for a table.
pub(super) const FEW_COLUMNS: [&str; 2] = ["MARGIN", "%"];

/// Margin and percent; blank where no cost is known.
pub(super) fn few_cells(margin: &Margin) -> [String; 2] {
    if margin.net.amount == 0 && margin.cost.amount == 0 {
        return [String::new(), String::new()];
    }
    [amount(&margin.profit), percent(margin)]
}

/// The lines below a table.
pub(super) fn facts(margin: &Margin) -> [(&'static str, String); 3] {
    let of = format!("of {} net whose cost is known", amount(&margin.net));
    let share = match margin.percent {
        Some(percent) => format!(", {percent:.1} %"),
        None => String::new(),
    };
    [
        ("Cost of goods", amount(&margin.cost)),
        ("Margin", format!("{} {of}{share}", amount(&margin.profit))),
        ("Net without known cost", amount(&margin.net_without_cost)),
    ]
}

fn percent(margin: &Margin) -> String {
    let percent = margin.percent;
    percent.map_or(String::new(), |percent| format!("{percent:.1}"))
}
