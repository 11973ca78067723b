//! What the demonstration's grocery sells, before brands and sizes.

use crate::Unit;

/// How a category's goods are taxed, as in a country that taxes groceries less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tax {
    Zero,
    Reduced,
    Standard,
}

/// Code, name, and percent of each tax class.
pub(super) const TAX_CLASSES: [(Tax, &str, &str, i64); 3] = [
    (Tax::Zero, "zero", "Zero rate", 0),
    (Tax::Reduced, "reduced", "Reduced rate", 5),
    (Tax::Standard, "standard", "Standard rate", 20),
];

/// A size in which goods are sold, and its price in percent of the item's.
pub(super) type Size = (&'static str, i64);

/// A category of products.
pub(super) struct Category {
    pub(super) name: &'static str,
    pub(super) department: &'static str,
    /// Three letters, with which its SKUs begin.
    pub(super) code: &'static str,
    pub(super) tax: Tax,
    /// How much of it is asked for in each month, in percent of the average.
    pub(super) season: &'static [u64; 12],
    pub(super) unit: Unit,
    pub(super) sizes: &'static [Size],
    /// Names, and prices of the first size in minor units.
    pub(super) items: &'static [(&'static str, i64)],
}

/// The makers. None of them exists.
pub(super) const BRANDS: [&str; 12] = [
    "Larkfield",
    "Brackenhill",
    "Two Rivers",
    "Orchard End",
    "Copper Kettle",
    "Stonewell",
    "Fenner & Daughters",
    "Bluebell Farm",
    "North Quay",
    "Old Barn",
    "Hazelmere",
    "Everyday",
];

const ALL_YEAR: &[u64; 12] = &[100; 12];
const SUMMER: &[u64; 12] = &[40, 45, 60, 85, 120, 165, 190, 180, 120, 75, 60, 60];
const WINTER: &[u64; 12] = &[150, 145, 120, 90, 70, 55, 50, 55, 85, 115, 130, 135];
const CHRISTMAS: &[u64; 12] = &[55, 80, 95, 120, 70, 65, 65, 65, 75, 95, 170, 245];

const LOOSE: &[Size] = &[("loose", 100)];
const GRAMS: &[Size] = &[("200 g", 100), ("400 g", 185), ("750 g", 330)];
const LARGE_GRAMS: &[Size] = &[("500 g", 100), ("1 kg", 185), ("2.5 kg", 420)];
const LITRES: &[Size] = &[("330 ml", 100), ("1 l", 240), ("2 l", 430)];
const BOTTLES: &[Size] = &[("250 ml", 100), ("500 ml", 180), ("750 ml", 250)];
const PACKS: &[Size] = &[("single", 100), ("pack of 4", 370), ("pack of 12", 1_020)];

macro_rules! category {
    ($name:literal, $department:literal, $code:literal, $tax:ident, $season:ident, $unit:ident,
     $sizes:ident, [$($item:literal $price:literal),+ $(,)?]) => {
        Category {
            name: $name,
            department: $department,
            code: $code,
            tax: Tax::$tax,
            season: $season,
            unit: Unit::$unit,
            sizes: $sizes,
            items: &[$(($item, $price)),+],
        }
    };
}

#[rustfmt::skip]
pub(super) const CATEGORIES: &[Category] = &[
    category!("Fresh fruit", "Fresh food", "FRU", Zero, SUMMER, Kilogram, LOOSE,
        ["apples" 220, "pears" 260, "plums" 340, "cherries" 790, "grapes" 420, "peaches" 380]),
    category!("Fresh vegetables", "Fresh food", "VEG", Zero, ALL_YEAR, Kilogram, LOOSE,
        ["carrots" 95, "onions" 110, "tomatoes" 310, "potatoes" 105, "leeks" 330, "beetroot" 190]),
    category!("Salads and herbs", "Fresh food", "SAL", Zero, SUMMER, Each, GRAMS,
        ["rocket" 125, "mixed leaves" 140, "basil" 110, "radishes" 85, "potato salad" 165]),
    category!("Bread", "Fresh food", "BRE", Zero, ALL_YEAR, Each, PACKS,
        ["sourdough loaf" 295, "wholemeal loaf" 155, "rolls" 60, "bagels" 75, "naan" 90]),
    category!("Cakes and biscuits", "Fresh food", "CAK", Zero, CHRISTMAS, Each, GRAMS,
        ["oat biscuits" 145, "shortbread" 195, "fruit cake" 320, "ginger nuts" 110, "mince pies" 210]),
    category!("Milk, butter and eggs", "Fresh food", "MIL", Zero, ALL_YEAR, Each, LITRES,
        ["semi-skimmed milk" 65, "oat drink" 95, "double cream" 160, "natural yoghurt" 115, "kefir" 150]),
    category!("Cheese", "Fresh food", "CHE", Zero, CHRISTMAS, Each, GRAMS,
        ["mature cheddar" 260, "brie" 245, "feta" 190, "mozzarella" 135, "blue cheese" 310]),
    category!("Meat and poultry", "Fresh food", "MEA", Zero, ALL_YEAR, Kilogram, LOOSE,
        ["chicken thighs" 550, "beef mince" 820, "pork loin" 740, "lamb shoulder" 1_150, "turkey" 690]),
    category!("Fish", "Fresh food", "FIS", Zero, ALL_YEAR, Kilogram, LOOSE,
        ["salmon fillet" 1_890, "smoked haddock" 1_450, "mussels" 480, "mackerel" 720]),
    category!("Pasta, rice and grains", "Food cupboard", "PAS", Zero, ALL_YEAR, Each, LARGE_GRAMS,
        ["penne" 95, "spaghetti" 90, "basmati rice" 185, "couscous" 140, "red lentils" 150, "quinoa" 310]),
    category!("Tins and jars", "Food cupboard", "TIN", Zero, WINTER, Each, GRAMS,
        ["chopped tomatoes" 75, "chickpeas" 70, "tuna" 165, "sweetcorn" 80, "olives" 190, "passata" 105]),
    category!("Soups and stocks", "Food cupboard", "SOU", Zero, WINTER, Each, GRAMS,
        ["tomato soup" 130, "vegetable stock" 95, "lentil soup" 145, "miso" 260]),
    category!("Oils, sauces and spices", "Food cupboard", "OIL", Zero, ALL_YEAR, Each, BOTTLES,
        ["olive oil" 420, "rapeseed oil" 290, "soy sauce" 210, "cider vinegar" 165, "chilli sauce" 195]),
    category!("Breakfast", "Food cupboard", "CER", Zero, ALL_YEAR, Each, LARGE_GRAMS,
        ["porridge oats" 120, "muesli" 245, "granola" 330, "corn flakes" 160]),
    category!("Honey and jam", "Food cupboard", "JAM", Zero, ALL_YEAR, Each, GRAMS,
        ["strawberry jam" 185, "marmalade" 175, "clear honey" 290, "peanut butter" 230]),
    category!("Baking", "Food cupboard", "BAK", Zero, CHRISTMAS, Each, LARGE_GRAMS,
        ["plain flour" 85, "caster sugar" 125, "ground almonds" 690, "sultanas" 240]),
    category!("Sweets and chocolate", "Food cupboard", "SWE", Standard, CHRISTMAS, Each, GRAMS,
        ["dark chocolate" 225, "milk chocolate" 190, "fudge" 260, "wine gums" 130, "truffles" 540]),
    category!("Crisps and nuts", "Food cupboard", "CRI", Standard, ALL_YEAR, Each, GRAMS,
        ["salted crisps" 155, "cashew nuts" 340, "pretzels" 140, "tortilla chips" 165]),
    category!("Tea and coffee", "Drinks", "TEA", Zero, WINTER, Each, GRAMS,
        ["ground coffee" 390, "coffee beans" 420, "breakfast tea" 250, "green tea" 290, "cocoa" 310]),
    category!("Soft drinks", "Drinks", "SOF", Standard, SUMMER, Each, LITRES,
        ["lemonade" 85, "sparkling water" 55, "cola" 95, "ginger beer" 110, "tonic water" 90]),
    category!("Juice", "Drinks", "JUI", Standard, ALL_YEAR, Each, LITRES,
        ["orange juice" 120, "apple juice" 105, "tomato juice" 130]),
    category!("Beer and cider", "Drinks", "BEE", Standard, SUMMER, Each, PACKS,
        ["pale ale" 240, "stout" 260, "lager" 190, "dry cider" 230, "alcohol-free beer" 165]),
    category!("Wine", "Drinks", "WIN", Standard, CHRISTMAS, Each, BOTTLES,
        ["red wine" 390, "white wine" 370, "rosé" 380, "sparkling wine" 560]),
    category!("Frozen food", "Frozen", "FRO", Zero, ALL_YEAR, Each, LARGE_GRAMS,
        ["garden peas" 130, "oven chips" 190, "fish fingers" 340, "mixed berries" 390, "pizza" 360]),
    category!("Ice cream", "Frozen", "ICE", Standard, SUMMER, Each, BOTTLES,
        ["vanilla ice cream" 190, "lemon sorbet" 210, "chocolate ice cream" 205]),
    category!("Baby", "Home", "BAB", Reduced, ALL_YEAR, Each, PACKS,
        ["nappies" 160, "baby food" 115, "wipes" 95]),
    category!("Pet food", "Home", "PET", Standard, ALL_YEAR, Each, LARGE_GRAMS,
        ["cat food" 210, "dog biscuits" 240, "bird seed" 190]),
    category!("Cleaning", "Home", "CLE", Standard, ALL_YEAR, Each, BOTTLES,
        ["washing-up liquid" 115, "floor cleaner" 180, "bleach" 95, "glass cleaner" 165]),
    category!("Laundry", "Home", "LAU", Standard, ALL_YEAR, Each, LITRES,
        ["washing liquid" 420, "fabric softener" 290]),
    category!("Paper", "Home", "PAP", Standard, ALL_YEAR, Each, PACKS,
        ["toilet paper" 75, "kitchen towels" 110, "napkins" 130, "greaseproof paper" 180]),
    category!("Health and beauty", "Home", "HEA", Standard, ALL_YEAR, Each, BOTTLES,
        ["shampoo" 240, "hand soap" 150, "shower gel" 190, "sun cream" 620]),
    category!("Candles and cards", "Home", "CAN", Standard, CHRISTMAS, Each, PACKS,
        ["candles" 120, "birthday cards" 180, "gift wrap" 230]),
];
