# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# Debian packages: which are missing, and installing them where that is allowed. Sourced, not run.

# missing_packages PACKAGE...: those of them that are not installed
missing_packages() {
    for package; do
        case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
        installed) ;;
        *) printf '%s\n' "$package" ;;
        esac
    done
}

# as_root COMMAND...: runs it as root, directly or by a sudo that asks for no password
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

may_be_root() {
    [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null
}

# know_packages PACKAGE...: makes sure that apt has heard of them
know_packages() {
    for package; do
        if [ -z "$(apt-cache --quiet=0 show --no-all-versions "$package" 2>/dev/null)" ]; then
            as_root apt-get -q update
            return
        fi
    done
}

# A package that brings a service would start it: policy-rc.d forbids that, and is taken away if it is ours.
policy=/usr/sbin/policy-rc.d

forbid_services() {
    [ -e "$policy" ] && return
    policy_is_ours=yes
    trap allow_services EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod 755 "$policy"
}

allow_services() {
    [ "${policy_is_ours-}" = yes ] || return 0
    as_root rm -f "$policy"
    policy_is_ours=
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$@"
}

# install_packages PACKAGE...: installs what is missing; needs neither rights nor network where nothing is
install_packages() {
    command -v dpkg-query >/dev/null || {
        echo "This system has no Debian packages. Needed are what Debian calls: $*" >&2
        return 0
    }
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086 # one package, one word
    set -- $missing
    may_be_root || {
        echo "Missing packages, and no right to install them. As root: apt-get install $*" >&2
        return 1
    }
    know_packages "$@"
    forbid_services
    # Package lists that are too old name files that are gone: fetch them anew, once.
    apt_install "$@" || { as_root apt-get -q update && apt_install "$@"; }
    allow_services
}
