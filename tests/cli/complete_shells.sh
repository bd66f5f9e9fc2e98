#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The completion of bash and of zsh as those shells ask for it.
. "${srcdir:-.}/tests/cli/setup.sh"
scripts=$(cd "${srcdir:-.}/sdk/cli/completion" && pwd) || exit 99
PATH=$PWD:$PATH
export PATH
asked='completion'
mkdir -p "$work/here/folder one"
: >"$work/here/conn.json"

# in_bash WISH LINE [BREAKS]: what bash is told of the line, its words parted as it does that itself.
in_bash() {
    asked="bash: $2"
    given=$(cd "$work/here" && bash -c '
        . "$1/hawser"
        COMP_LINE=$2
        COMP_POINT=${#COMP_LINE}
        COMP_WORDBREAKS=$3
        COMP_WORDS=()
        rest=$COMP_LINE
        while [[ -n $rest ]]; do
            if [[ $rest == [[:space:]]* ]]; then rest=${rest#?}; [[ -n $rest ]] || COMP_WORDS+=(""); continue; fi
            word=${rest%%[[:space:]]*}
            if [[ $COMP_WORDBREAKS == *=* ]]; then
                if [[ $word == [=:]* ]]; then word=${word:0:1}; else word=${word%%[=:]*}; fi
            fi
            COMP_WORDS+=("$word")
            rest=${rest:${#word}}
            [[ -n $rest || $word != [=:] ]] || COMP_WORDS+=("")
        done
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _hawser hawser "${COMP_WORDS[COMP_CWORD]}" ""
        [[ ${#COMPREPLY[@]} -eq 0 ]] || printf "%s\n" "${COMPREPLY[@]}"' bash "$scripts" "$2" "${3-=:}" 2>"$work/err")
    same "$(printf '%s\n' "$given" | without_installed | LC_ALL=C sort | tr '\n' ' ')" "$(printf '%s\n' "$1" | tr ' ' '\n' | LC_ALL=C sort | tr '\n' ' ')"
    empty err
}

if command -v bash >/dev/null && bash -c '((BASH_VERSINFO[0] > 4 || (BASH_VERSINFO[0] == 4 && BASH_VERSINFO[1] >= 3)))'; then
    same "$(bash -c '. "$1/hawser"; complete -p hawser' bash "$scripts")" 'complete -F _hawser hawser'
    in_bash validate 'hawser va'
    in_bash demo 'hawser run '
    in_bash 'fetch all list store remove' 'hawser run demo '
    in_bash 'limit= filter=' 'hawser run demo list --set '
    in_bash 'fast safe' 'hawser run demo list --set-connection mode='
    in_bash 'safe' 'hawser run demo list --set-connection mode=s'
    in_bash 'safe' 'hawser run demo list --set-connection=mode=s'
    in_bash 'mode=safe' 'hawser run demo list --set-connection mode=s' ' '
    in_bash '--set-connection=mode=safe' 'hawser run demo list --set-connection=mode=s' ' '
    in_bash conn.json 'hawser test demo -c con'
    in_bash conn.json 'hawser test demo --connection=con'
    in_bash conn.json '  hawser   test  demo --connection con'
    in_bash '' 'hawser nonsense '
    in_bash '' 'hawser run nowhere '
    in_bash '' 'hawser run demo list --set nosuch='
    in_bash '' 'hawser test demo -c nothing-like-it'
    # The program is gone.
    asked='bash without the program'
    same "$(bash -c '. "$1/hawser"; COMP_LINE="x "; COMP_POINT=2; COMP_WORDS=(x ""); COMP_CWORD=1
        _hawser /nowhere/hawser "" ""; echo "$? ${#COMPREPLY[@]}"' bash "$scripts" 2>&1)" '0 0'
else
    echo 'bash of 4.3 or later is not there: its completion is not tried'
fi

# in_zsh WISH WORD...: the last is the one that is being written.
in_zsh() {
    wished=$1
    shift
    asked="zsh: $*"
    given=$(cd "$work/here" && zsh -f -c '
        compset() { [[ $PREFIX == --[a-z-]*=* ]] && PREFIX=${PREFIX#*=}; return 0 }
        compadd() {
            local -a args; args=("$@"); local name=${args[-1]} at
            [[ $1 == -S ]] && print -r -- nospace
            for at in ${(P)name}; do [[ $at == ${PREFIX}* ]] && print -r -- $at; done
            return 0
        }
        _files() { print -r -- files $* }
        . "$1/_hawser" >/dev/null 2>&1
        words=("${@[2,-1]}") CURRENT=$#words PREFIX=${words[-1]}
        _hawser' zsh "$scripts" "$@" 2>"$work/err")
    same "$(printf '%s\n' "$given" | without_installed | tr '\n' ' ')" "$wished "
    empty err
}

if command -v zsh >/dev/null; then
    in_zsh 'validate' hawser va
    in_zsh 'demo' hawser run ''
    in_zsh 'fetch all list store remove' hawser run demo ''
    in_zsh 'nospace limit= filter=' hawser run demo list --set ''
    in_zsh 'mode=fast mode=safe' hawser run demo list --set-connection mode=
    in_zsh 'mode=safe' hawser run demo list --set-connection=mode=s
    in_zsh 'files' hawser test demo -c ''
    in_zsh 'files -/ -' hawser run demo all --out ''
    in_zsh '' hawser nonsense ''
    in_zsh '' hawser run nowhere ''
    in_zsh '' hawser run demo list --set nosuch=
else
    echo 'zsh is not there: its completion is not tried'
fi
finish
