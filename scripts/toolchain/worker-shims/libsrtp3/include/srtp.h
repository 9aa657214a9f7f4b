/**
 * The part of libsrtp 3's API that mediasoup's worker calls, on libsrtp 2.
 *
 * Two things differ between them. In 3 a policy is an opaque handle filled by
 * setters; in 2 it is a struct. In 3 the packet functions read one buffer and
 * write another, with the room of the second given; in 2 they work in place.
 * The names are the same, so C++ overloads can stand beside the C functions.
 */
#pragma once

// Only the type's name collides: libsrtp 2's struct steps aside.
#define srtp_policy_t srtp2_policy_t
#include <srtp2/srtp.h>
#undef srtp_policy_t

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>

// Errors that libsrtp 2 doesn't know; the worker prints them by name.
constexpr auto srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(28);
constexpr auto srtp_err_status_cryptex_err  = static_cast<srtp_err_status_t>(29);

namespace srtp_on_2
{
	// libsrtp 2's policy only points at its key, so the key is kept beside it.
	struct Policy
	{
		srtp2_policy_t settings;
		unsigned char key[SRTP_MAX_KEY_LEN];
	};

	// Moves a packet into its target and lets an in-place function change it there.
	// `growth` is what the function may append at most.
	template<typename InPlace>
	inline srtp_err_status_t transform(
	  InPlace inPlace, const uint8_t* from, size_t fromLen, uint8_t* to, size_t* toLen, size_t growth)
	{
		if (fromLen + growth > *toLen)
		{
			return srtp_err_status_buffer_small;
		}

		if (from != to)
		{
			std::memcpy(to, from, fromLen);
		}

		auto len          = static_cast<int>(fromLen);
		const auto status = inPlace(to, &len);

		if (status == srtp_err_status_ok)
		{
			*toLen = static_cast<size_t>(len);
		}

		return status;
	}
} // namespace srtp_on_2

using srtp_policy_t = srtp_on_2::Policy*;

/* Policies. */

inline srtp_err_status_t srtp_policy_create(srtp_policy_t* policy)
{
	// Value-initialised: every setting that has no setter stays zero.
	*policy = new (std::nothrow) srtp_on_2::Policy();

	if (*policy == nullptr)
	{
		return srtp_err_status_alloc_fail;
	}

	(*policy)->settings.key = (*policy)->key;

	return srtp_err_status_ok;
}

inline void srtp_policy_destroy(srtp_policy_t policy)
{
	if (policy == nullptr)
	{
		return;
	}

	// Not memset(), which the compiler drops before a delete.
	explicit_bzero(policy->key, sizeof(policy->key));

	delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->settings.ssrc = ssrc;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile)
{
	const auto status = srtp_crypto_policy_set_from_profile_for_rtp(&policy->settings.rtp, profile);

	if (status != srtp_err_status_ok)
	{
		return status;
	}

	// RFC 5764, 4.1.2: RTCP keeps its 80-bit tag in the profile that cuts RTP's to 32.
	return srtp_crypto_policy_set_from_profile_for_rtcp(&policy->settings.rtcp, profile);
}

inline srtp_err_status_t srtp_policy_add_key(
  srtp_policy_t policy,
  const uint8_t* key,
  size_t keyLen,
  const uint8_t* salt,
  size_t saltLen,
  const uint8_t* /*mki*/,
  size_t /*mkiLen*/)
{
	if (keyLen + saltLen > sizeof(policy->key))
	{
		return srtp_err_status_bad_param;
	}

	// libsrtp 2 wants key and salt in one piece.
	std::memcpy(policy->key, key, keyLen);
	std::memcpy(policy->key + keyLen, salt, saltLen);

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allow)
{
	policy->settings.allow_repeat_tx = allow ? 1 : 0;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp_policy_t policy, size_t packets)
{
	policy->settings.window_size = packets;

	return srtp_err_status_ok;
}

/* Sessions. */

inline srtp_err_status_t srtp_create(srtp_t* session, srtp_policy_t policy)
{
	const srtp2_policy_t* settings = &policy->settings;

	return srtp_create(session, settings);
}

inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc)
{
	return srtp_remove_stream(session, ssrc);
}

/* Packets. */

inline srtp_err_status_t srtp_protect(
  srtp_t session, const uint8_t* rtp, size_t rtpLen, uint8_t* srtp, size_t* srtpLen, size_t /*mki*/)
{
	return srtp_on_2::transform(
	  [session](void* packet, int* len) { return srtp_protect(session, packet, len); },
	  rtp,
	  rtpLen,
	  srtp,
	  srtpLen,
	  SRTP_MAX_TRAILER_LEN);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t session, const uint8_t* srtp, size_t srtpLen, uint8_t* rtp, size_t* rtpLen)
{
	return srtp_on_2::transform(
	  [session](void* packet, int* len) { return srtp_unprotect(session, packet, len); },
	  srtp,
	  srtpLen,
	  rtp,
	  rtpLen,
	  0);
}

inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t session, const uint8_t* rtcp, size_t rtcpLen, uint8_t* srtcp, size_t* srtcpLen, size_t /*mki*/)
{
	return srtp_on_2::transform(
	  [session](void* packet, int* len) { return srtp_protect_rtcp(session, packet, len); },
	  rtcp,
	  rtcpLen,
	  srtcp,
	  srtcpLen,
	  SRTP_MAX_TRAILER_LEN);
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t session, const uint8_t* srtcp, size_t srtcpLen, uint8_t* rtcp, size_t* rtcpLen)
{
	return srtp_on_2::transform(
	  [session](void* packet, int* len) { return srtp_unprotect_rtcp(session, packet, len); },
	  srtcp,
	  srtcpLen,
	  rtcp,
	  rtcpLen,
	  0);
}
