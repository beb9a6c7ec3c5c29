#pragma once

#include <cstdint>

// What csm asks of the part of it that knows the world's time zones. That part stands apart because
// its library costs more at start than all the rest: it is loaded once a zone is asked for by name.

extern "C" {

/// What a call ended in.
enum CsmZoneAnswer : int {
  csm_zone_known = 0,
  csm_zone_unknown = 1,
  csm_zone_data_missing = 2,  ///< the machine has no data of time zones, or none that can be read
};

/// Takes an offset from UTC in seconds and the first instant it holds at, in seconds since 1970.
using CsmTakeZoneStep = void (*)(void* to, std::int64_t begin, std::int32_t offset);
/// Takes a name, a rule, or what was wrong with the data; the text lives until the call returns.
using CsmTakeZoneText = void (*)(void* to, const char* text);

/// Gives the offsets of a zone in order, the first from the beginning of time on, and the rule that
/// holds behind the last, where the data has one (POSIX TZ: "CET-1CEST,M3.5.0,M10.5.0/3");
/// `take_fault` is called where the data is missing.
using CsmZoneSteps = CsmZoneAnswer(const char* name, CsmTakeZoneStep take,
                                   CsmTakeZoneText take_rule, CsmTakeZoneText take_fault, void* to);
/// Gives the names of all zones, with the same answers.
using CsmZoneNames = CsmZoneAnswer(CsmTakeZoneText take, CsmTakeZoneText take_fault, void* to);

[[gnu::visibility("default")]] CsmZoneSteps csm_zone_steps;
[[gnu::visibility("default")]] CsmZoneNames csm_zone_names;
}
