//! The plain values of a body: texts, codes, days, numbers with and without a unit, sources.

use std::fmt;
use std::sync::Arc;

use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use super::field::{Field, Key, Read, Write};
use super::refusal::{Level, read_whole, to_serde};
use super::sources::Sources;
use crate::model::{
    BillionVnd, Coded, Crs, Date, Hectares, Id, Metres, PartialDate, Price, Refused, Source, parse_code, parse_date,
};

/// Reads a text and makes something of it.
fn read_text<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    make: impl Fn(&str) -> Result<T, Refused>,
) -> Result<T, D::Error> {
    struct TextVisitor<F>(F);
    impl<'de, T, F: Fn(&str) -> Result<T, Refused>> Visitor<'de> for TextVisitor<F> {
        type Value = T;
        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a string")
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            (self.0)(text).map_err(|refused| to_serde(&refused, Level::Value))
        }
    }
    deserializer.deserialize_str(TextVisitor(make))
}

macro_rules! text_field {
    ($type:ty, $parse:expr) => {
        impl Field for $type {
            fn read<'de, D: Deserializer<'de>>(deserializer: D, _: &Sources) -> Result<Self, D::Error> {
                read_text(deserializer, $parse)
            }
            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    };
}
text_field!(Id, Id::new);
text_field!(Date, parse_date);
text_field!(PartialDate, PartialDate::parse);
text_field!(Crs, Crs::parse);
text_field!(String, |text| Ok(text.to_owned()));

impl<T: Coded> Field for T {
    fn read<'de, D: Deserializer<'de>>(deserializer: D, _: &Sources) -> Result<Self, D::Error> {
        read_text(deserializer, parse_code)
    }
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

macro_rules! plain_field {
    ($($type:ty),+) => {$(
        impl Field for $type {
            fn read<'de, D: Deserializer<'de>>(deserializer: D, _: &Sources) -> Result<Self, D::Error> {
                <$type as serde::Deserialize>::deserialize(deserializer)
            }
            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.serialize(serializer)
            }
        }
    )+};
}
plain_field!(bool, u8, u32);

impl Field for f64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D, _: &Sources) -> Result<Self, D::Error> {
        serde::Deserialize::deserialize(deserializer)
    }
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_number(*self, serializer)
    }
}

/// Beyond this, whole numbers are no longer exact in an `f64`.
const LARGEST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// Writes 195 as `195`, not `195.0`: a person reads the dump.
pub fn write_number<S: Serializer>(number: f64, serializer: S) -> Result<S::Ok, S::Error> {
    if number.fract() == 0.0 && number.abs() < LARGEST_WHOLE {
        return serializer.serialize_i64(number as i64);
    }
    serializer.serialize_f64(number)
}

macro_rules! quantity_field {
    ($type:ty) => {
        impl Field for $type {
            fn read<'de, D: Deserializer<'de>>(deserializer: D, sources: &Sources) -> Result<Self, D::Error> {
                let number = f64::read(deserializer, sources)?;
                Self::new(number).map_err(|refused| to_serde(&refused, Level::Value))
            }
            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                write_number(self.get(), serializer)
            }
        }
    };
}
quantity_field!(Hectares);
quantity_field!(Metres);
quantity_field!(BillionVnd);

impl Field for Box<Price> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D, sources: &Sources) -> Result<Self, D::Error> {
        Price::read(deserializer, sources).map(Box::new)
    }
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).write(serializer)
    }
}

impl Field for Arc<Source> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D, sources: &Sources) -> Result<Self, D::Error> {
        let text: &RawValue = serde::Deserialize::deserialize(deserializer)?;
        sources
            .shared(text.get(), |text| read_whole(text, sources))
            .map_err(|refused| to_serde(&refused, Level::Object))
    }
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).write(serializer)
    }
}

/// Hectares by land-use code, an object in the order given.
impl Field for Vec<(String, Hectares)> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D, sources: &Sources) -> Result<Self, D::Error> {
        struct AreasVisitor<'s>(&'s Sources);
        impl<'de> Visitor<'de> for AreasVisitor<'_> {
            type Value = Vec<(String, Hectares)>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a map")
            }
            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(Vec::new())
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut areas = Self::Value::new();
                while let Some(Key(code)) = map.next_key()? {
                    if areas.iter().any(|(known, _)| *known == code) {
                        return Err(A::Error::custom(format_args!("duplicate field `{code}`")));
                    }
                    areas.push((code.into_owned(), map.next_value_seed(Read::new(self.0))?));
                }
                Ok(areas)
            }
        }
        deserializer.deserialize_any(AreasVisitor(sources))
    }
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (code, area) in self {
            map.serialize_entry(code, &Write(area))?;
        }
        map.end()
    }
    fn missing() -> Option<Self> {
        Some(Vec::new())
    }
    fn is_left_out(&self) -> bool {
        self.is_empty()
    }
}
