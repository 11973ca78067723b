//! Decimal numbers as people write them: `2.55`, `2,55`, `1,234.50`, `1.234,50`, `£2.55`.

/// The number with a decimal point and nothing else, or why it is none. `comma` says whether the
/// comma is the decimal mark of the whole file, where that is known.
pub(super) fn plain(text: &str, comma: Option<bool>) -> Result<String, String> {
    let mut digits: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && !"£$€'’".contains(*letter))
        .collect();
    // Accountants write what is below zero like this.
    if let Some(inner) = digits
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        digits = format!("-{inner}");
    }
    let (commas, points) = (digits.matches(',').count(), digits.matches('.').count());
    let is_comma = match (comma, commas, points) {
        (Some(is_comma), _, _) => is_comma,
        (None, 0, _) => false,
        // Whichever stands last is the decimal mark.
        (None, _, 1..) => digits.rfind(',') > digits.rfind('.'),
        (None, 1, 0) => comma_alone(text, &digits)?,
        // A decimal mark stands once.
        (None, _, 0) => false,
    };
    let (mark, group) = if is_comma { (',', '.') } else { ('.', ',') };
    let (whole, fraction) = match digits.split_once(mark) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits.as_str(), None),
    };
    let refuse = || format!("{text:?} is no number such as 2.55 or 1234.5");
    check_groups(whole, group).ok_or_else(refuse)?;
    let whole = whole.replace(group, "");
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = whole.strip_prefix('-').unwrap_or(&whole);
    if unsigned.is_empty() || !is_number(unsigned) || !fraction.is_none_or(is_number) {
        return Err(refuse());
    }
    match fraction {
        Some("") | None => Ok(whole),
        Some(fraction) => Ok(format!("{whole}.{fraction}")),
    }
}

/// `1,5` and `0,350` can only be decimal; `1,234` can be both.
fn comma_alone(text: &str, digits: &str) -> Result<bool, String> {
    let (whole, fraction) = digits.split_once(',').unwrap_or((digits, ""));
    let whole = whole.trim_start_matches('-');
    let may_be_thousands = fraction.len() == 3 && !whole.starts_with('0') && whole.len() <= 3;
    if may_be_thousands && !whole.is_empty() {
        let (thousands, decimal) = (digits.replace(',', ""), digits.replace(',', "."));
        return Err(format!(
            "{text:?} could be {thousands} or {decimal}; say with --decimal whether the file's \
             decimal mark is the comma or the point"
        ));
    }
    Ok(true)
}

/// Groups of three digits, if there are any marks between them.
fn check_groups(whole: &str, group: char) -> Option<()> {
    let mut parts = whole.split(group);
    let first = parts.next()?;
    let is_grouped = whole.contains(group);
    let fits = !is_grouped
        || (first.trim_start_matches('-').len() <= 3 && parts.all(|part| part.len() == 3));
    fits.then_some(())
}
