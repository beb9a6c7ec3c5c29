#pragma once

#include "presets/preset.hpp"

namespace csm {

inline constexpr PresetColumn zendesk_ticket_columns[] = {
    {"ticket_id", "Id"},        {"customer_id", "Requester id"}, {"opened_on", "Created at"},
    {"closed_on", "Solved at"}, {"contacts", "Replies"},         {"reopens", "Reopens"},
};

inline constexpr Preset zendesk_tickets = {
    .name = "zendesk-tickets",
    .reads = "a Zendesk tickets export",
    .kind = "tickets",
    .evidence = FormatEvidence::importers,
    .signature = "Id|Requester id|Status|Created at|Solved at|Reopens|Replies",
    .columns = zendesk_ticket_columns,
};

inline constexpr PresetColumn zendesk_api_ticket_columns[] = {
    {"ticket_id", "id"},
    {"customer_id", "requester_id"},
    {"opened_on", "created_at"},
    {"closed_on", "metric_set.solved_at"},
    {"contacts", "metric_set.replies"},
    {"reopens", "metric_set.reopens"},
    {"topic", ""},
};

/// With the replies, which the API gives beside the tickets (include=metric_sets).
inline constexpr Preset zendesk_tickets_api = {
    .name = "zendesk-tickets-api",
    .reads = "tickets as Zendesk's API and its JSON export give them",
    .kind = "tickets",
    .evidence = FormatEvidence::api,
    .signature = "id|requester_id|status|created_at|metric_set.replies|metric_set.reopens",
    .columns = zendesk_api_ticket_columns,
};

inline constexpr PresetColumn zendesk_rating_columns[] = {
    {"score", "Satisfaction Score"},
    {"response_id", "Id"},
    {"customer_id", "Requester id"},
    {"answered_on", "Solved at"},
};

/// The ratings in the same export: of the day on which the ticket was solved.
inline constexpr Preset zendesk_ratings = {
    .name = "zendesk-ratings",
    .reads = "the ratings of a Zendesk tickets export",
    .kind = "answers",
    .evidence = FormatEvidence::importers,
    .signature = "Id|Requester id|Status|Created at|Solved at|Satisfaction Score",
    .columns = zendesk_rating_columns,
};

inline constexpr PresetColumn zendesk_api_rating_columns[] = {
    {"score", "satisfaction_rating.score"},
    {"response_id", "id"},
    {"customer_id", "requester_id"},
    {"answered_on", "metric_set.solved_at|updated_at|created_at"},
    {"comment", "satisfaction_rating.comment"},
};

inline constexpr Preset zendesk_ratings_api = {
    .name = "zendesk-ratings-api",
    .reads = "the ratings of tickets as Zendesk's API and its JSON export give them",
    .kind = "answers",
    .evidence = FormatEvidence::importers,
    .signature = "id|status|created_at|satisfaction_rating.score",
    .columns = zendesk_api_rating_columns,
};

}  // namespace csm
