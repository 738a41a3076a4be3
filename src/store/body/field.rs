//! How one value of a body is read from JSON and written to it.
//!
//! Bodies are read straight into the model, without a tree of JSON values in between: a province has millions of rows.
//! Invariant: what a constructor of the model refuses is refused here, with the same words.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use super::refusal::{Level, to_serde};
use super::sources::Sources;
use crate::model::{
    Coded, Crs, Date, Hectares, Id, Metres, PartialDate, Price, Refused, Source, parse_code, parse_date,
};

/// A value that stands in a body.
pub trait Field: Sized {
    /// Reads it; `sources` hands out one copy of every source.
    fn read<'de, D: Deserializer<'de>>(deserializer: D, sources: &Sources) -> Result<Self, D::Error>;
    /// Writes it in its one canonical form.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
    /// What stands for a key that is not there; `None` = the key is required.
    fn missing() -> Option<Self> {
        None
    }
    /// Whether the key is left out when written.
    fn is_left_out(&self) -> bool {
        false
    }
}

/// Reads a [`Field`] where serde wants a seed.
pub struct Read<'s, T>(pub &'s Sources, PhantomData<T>);

impl<'s, T> Read<'s, T> {
    /// A reader that shares `sources`.
    pub fn new(sources: &'s Sources) -> Self {
        Read(sources, PhantomData)
    }
}

impl<'de, T: Field> DeserializeSeed<'de> for Read<'_, T> {
    type Value = T;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer, self.0)
    }
}

/// Writes a [`Field`] where serde wants a [`Serialize`].
pub struct Write<'a, T>(pub &'a T);

impl<T: Field> Serialize for Write<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

/// A key of an object, borrowed from the text where it can be.
pub struct Key<'de>(pub Cow<'de, str>);

impl<'de> serde::Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a string")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(text)))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

/// Reads the value of `key` into its slot; a key given twice is refused.
pub fn fill<'de, T: Field, A: MapAccess<'de>>(
    slot: &mut Option<T>,
    map: &mut A,
    key: &'static str,
    sources: &Sources,
) -> Result<(), A::Error> {
    if slot.is_some() {
        return Err(A::Error::duplicate_field(key));
    }
    *slot = Some(map.next_value_seed(Read::new(sources))?);
    Ok(())
}

/// The value of a slot, or what stands for a missing key.
pub fn filled<T: Field, E: Error>(slot: Option<T>, key: &'static str) -> Result<T, E> {
    slot.or_else(T::missing).ok_or_else(|| E::missing_field(key))
}

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

impl<T: Field> Field for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D, sources: &Sources) -> Result<Self, D::Error> {
        struct OptionVisitor<'s, T>(Read<'s, T>);
        impl<'de, T: Field> Visitor<'de> for OptionVisitor<'_, T> {
            type Value = Option<T>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a value or null")
            }
            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(None)
            }
            fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
                Ok(None)
            }
            fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
                self.0.deserialize(deserializer).map(Some)
            }
        }
        deserializer.deserialize_option(OptionVisitor(Read::new(sources)))
    }
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.write(serializer),
            None => serializer.serialize_none(),
        }
    }
    fn missing() -> Option<Self> {
        Some(None)
    }
    fn is_left_out(&self) -> bool {
        self.is_none()
    }
}

struct ListVisitor<'s, T>(&'s Sources, PhantomData<T>);

impl<'de, T: Field> Visitor<'de> for ListVisitor<'_, T> {
    type Value = Vec<T>;
    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a sequence")
    }
    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Read::new(self.0))? {
            list.push(item);
        }
        Ok(list)
    }
}

impl<T: Field> Field for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D, sources: &Sources) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ListVisitor(sources, PhantomData))
    }
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Write))
    }
    fn missing() -> Option<Self> {
        Some(Vec::new())
    }
    fn is_left_out(&self) -> bool {
        self.is_empty()
    }
}

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
        sources.shared(text.get()).map_err(|refused| to_serde(&refused, Level::Object))
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
