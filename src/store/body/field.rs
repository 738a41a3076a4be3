//! How a value of a body is read from JSON and written to it: the trait, its glue to serde, absent values and lists.
//!
//! Bodies are read straight into the model, without a tree of JSON values in between: a province has millions of rows.
//! Invariant: what a constructor of the model refuses is refused here, with the same words.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use super::sources::Sources;

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
