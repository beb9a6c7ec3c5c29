#include <algorithm>

#include "cli/candidates.hpp"
#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/shell_line.hpp"
#include "csm/error.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm::cli {
namespace {

// The scripts know nothing of csm's commands: they ask csm itself, so that they are never old. What
// it prints: a line a word, with a tab and its meaning; a line that begins with a tab says that a
// path may stand there, and has what stands before it in the word and what of it is typed.

constexpr std::string_view bash_script =
    R"(# Completion of csm for bash. Source it, as by: . <(csm completion bash)
_csm() {
  local csm=${1/#~\//$HOME/} quoted="" kept line word path
  local -a lines=()
  COMPREPLY=()
  [[ ${COMP_WORDS[COMP_CWORD]} != [\'\"]* ]] || quoted=1
  mapfile -t lines < <("$csm" __complete_line "$COMP_WORDBREAKS" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
  kept=${lines[0]-}
  for line in "${lines[@]:1}"; do
    if [[ $line == $'\t'* ]]; then
      line=${line#$'\t'}
      _csm_paths "${line%%$'\t'*}" "${line#*$'\t'}"
    else
      word=${line%%$'\t'*}
      word=${word#"$kept"}
      [[ -n $quoted ]] || printf -v word %q "$word"
      COMPREPLY+=("$word")
    fi
  done
  if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[=/] ]]; then compopt -o nospace 2>/dev/null; fi
}
# The paths that begin with $2, each behind $1; a ~ stays where bash will expand it.
_csm_paths() {
  local typed=$2 home=""
  if [[ ${typed:0:2} == \~/ && -z $quoted ]]; then
    typed=$HOME/${typed:2}
    [[ -n $1 ]] || home=$HOME/
  fi
  for path in "$typed"*; do
    [[ -e $path || -L $path ]] || continue
    [[ ! -d $path ]] || path+=/
    word=$1${path#"$home"}
    word=${word#"$kept"}
    [[ -n $quoted ]] || printf -v word %q "$word"
    COMPREPLY+=("${home:+~/}$word")
  done
}
complete -F _csm csm
)";

constexpr std::string_view zsh_script = R"(#compdef csm
# Completion of csm for zsh: a file _csm in a folder of $fpath, or: . <(csm completion zsh)
_csm() {
  local line word meaning csm=${~${(Q)words[1]}}
  local -a lines plain open before
  lines=("${(@f)$("$csm" __complete "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
  for line in $lines; do
    word=${line%%$'\t'*} meaning=${line#*$'\t'}
    if [[ -z $word ]]; then
      before=("${meaning%%$'\t'*}")
    elif [[ $word == *= ]]; then
      open+=("${word//:/\\:}${meaning:+:$meaning}")
    else
      plain+=("${word//:/\\:}${meaning:+:$meaning}")
    fi
  done
  local found=1
  (( ! $#plain )) || _describe -V word plain && found=0
  (( ! $#open )) || _describe -V word open -S '' -q && found=0
  if (( $#before )); then
    compset -p ${#before[1]}
    _files && found=0
  fi
  return found
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _csm "$@"; else compdef _csm csm; fi
)";

constexpr std::string_view fish_script =
    R"(# Completion of csm for fish: a file csm.fish in a folder of $fish_complete_path, or: csm completion fish | source
function __csm_ask
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l unquoted (string unescape -- "$current")
    and set current "$unquoted"
    set -l csm $words[1]
    set -e words[1]
    $csm __complete $words "$current" 2>/dev/null
end
function __csm_words
    for line in (__csm_ask)
        set -l parts (string split \t -- $line)
        if test -n "$parts[1]"
            echo $line
        else if test -n "$parts[2]"
            for path in (__fish_complete_path "$parts[3]" "")
                printf '%s\n' "$parts[2]$path"
            end
        end
    end
end
# A path that is a word of its own is left to fish.
complete -c csm -f -a '(__csm_words)'
complete -c csm -n "__csm_ask | string match -qr '^\t\t'" -F
)";

struct Shell {
  std::string_view name;
  std::string_view script;
};
constexpr Shell shells[] = {{"bash", bash_script}, {"zsh", zsh_script}, {"fish", fish_script}};

std::vector<std::string_view> shell_names() {
  std::vector<std::string_view> names;
  for (const Shell& shell : shells) names.push_back(shell.name);
  return names;
}

std::vector<Entry> words_of_completion() {
  std::vector<Entry> words;
  for (const Shell& shell : shells) words.push_back({std::string(shell.name), ""});
  return words;
}

int run_completion(std::vector<std::string> words) {
  if (words.size() != 1) {
    usage_error("", "csm completion takes a shell; there are " + joined(shell_names()));
  }
  for (const Shell& shell : shells) {
    if (shell.name != words[0]) continue;
    print(shell.script);
    return 0;
  }
  usage_error("", in_quotes(words[0]) + " is no shell that csm completes in; there are " +
                      joined(shell_names()) + did_you_mean(words[0], shell_names()));
}

std::string lines_of(const Candidates& candidates) {
  std::string out;
  for (const Entry& entry : candidates.words) out += entry.left + "\t" + entry.right + "\n";
  if (candidates.path) {
    out += "\t" + candidates.path->before + "\t" + candidates.path->typed + "\n";
  }
  return out;
}

/// A person who presses the tab key is told nothing of what goes wrong.
int run_complete(std::vector<std::string> words) {
  print(lines_of(candidates_for(words)));
  return 0;
}

/// What bash leaves alone of the word comes first.
int run_complete_line(std::vector<std::string> words) {
  if (words.size() != 2) usage_error("", "__complete_line takes COMP_WORDBREAKS and a line");
  ShellLine line = read_shell_line(words[1], words[0]);
  line.words.erase(line.words.begin());
  print(line.kept + "\n" + lines_of(candidates_for(line.words)));
  return 0;
}

constexpr Example examples[] = {
    {". <(csm completion bash)", "in ~/.bashrc; or a file csm where bash-completion looks"},
    {". <(csm completion zsh)", "in ~/.zshrc, behind compinit; or a file _csm in $fpath"},
    {"csm completion fish > ~/.config/fish/completions/csm.fish", "once"},
};

}  // namespace

constinit const Command completion_command{
    .name = "completion",
    .operands = "SHELL",
    .summary = "a script that completes csm's words in bash, zsh or fish",
    .purpose =
        "What may be typed next? The tab key tells commands, options, their values, and the "
        "columns of the files of --from.",
    .examples = examples,
    .options = {},
    .run = run_completion,
    .words = words_of_completion};

constinit const Command complete_command{.name = "__complete",
                                         .operands = "WORD...",
                                         .summary = "what may stand in place of the last word",
                                         .purpose = "",
                                         .examples = {},
                                         .options = {},
                                         .run = run_complete,
                                         .is_hidden = true};

constinit const Command complete_line_command{
    .name = "__complete_line",
    .operands = "BREAKS LINE",
    .summary = "the same, for a line of bash that is not taken apart yet",
    .purpose = "",
    .examples = {},
    .options = {},
    .run = run_complete_line,
    .is_hidden = true};

}  // namespace csm::cli
