/**
 * The hash map and set that mediasoup's worker uses, on Abseil's.
 */
#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <absl/hash/hash.h>
#include <cstddef>
#include <functional>
#include <type_traits>
#include <utility>

namespace ankerl::unordered_dense
{
	// What the worker derives its own hashes from: std::hash where the type has one.
	template<typename T, typename Enable = void>
	struct hash
	{
		size_t operator()(const T& value) const
		{
			return absl::Hash<T>{}(value);
		}
	};

	template<typename T>
	struct hash<T, std::enable_if_t<std::is_enum_v<T>>>
	{
		size_t operator()(T value) const
		{
			using Number = std::underlying_type_t<T>;

			return absl::Hash<Number>{}(static_cast<Number>(value));
		}
	};

	template<typename T>
	struct hash<T, std::enable_if_t<!std::is_enum_v<T> && requires(const T& value) { std::hash<T>{}(value); }>>
	{
		size_t operator()(const T& value) const
		{
			return std::hash<T>{}(value);
		}
	};

	// Abseil's erase(iterator) answers nothing; the worker wants the iterator that follows.
	template<typename Container>
	struct WithErase : Container
	{
		using Container::Container;
		using Container::erase;
		using typename Container::iterator;

		iterator erase(iterator position)
		{
			auto next = std::next(position);

			Container::erase(position);

			return next;
		}
	};

	// Abseil's own hash and equality: they accept strings of every kind as keys.
	template<typename Key>
	using DefaultHash = absl::container_internal::hash_default_hash<Key>;

	template<typename Key>
	using DefaultEqual = absl::container_internal::hash_default_eq<Key>;

	template<typename Key, typename Value, typename Hash = DefaultHash<Key>, typename Equal = DefaultEqual<Key>>
	struct map : WithErase<absl::flat_hash_map<Key, Value, Hash, Equal>>
	{
		using WithErase<absl::flat_hash_map<Key, Value, Hash, Equal>>::WithErase;
	};

	template<typename Key, typename Hash = DefaultHash<Key>, typename Equal = DefaultEqual<Key>>
	struct set : WithErase<absl::flat_hash_set<Key, Hash, Equal>>
	{
		using WithErase<absl::flat_hash_set<Key, Hash, Equal>>::WithErase;
	};
} // namespace ankerl::unordered_dense
