# What ./muriel and ./verify share: finding Java and Maven, and one build at a time. Sourced; needs $root, the
# folder of the project. Written for bash 3.2, the one macOS has.
# shellcheck shell=bash

readonly oldest_java=25
readonly lib=$root/server/target/muriel/lib
readonly simulation_lib=$root/simulation/target/muriel/lib
# As old as the beginning of the build that made it: a source changed while that build ran is newer than it.
readonly stamp=$root/server/target/muriel/built
# What Java has learnt from one start; see train.
readonly cache=$root/server/target/muriel/start.aot

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

# Sets $major to the Java version of the home $1, or to 0 when there is none. Starting Java takes a tenth of a second
# and reading its release file nothing, so Java is asked only when it has no such file.
read_major() {
    local line
    major=0
    [[ -x $1/bin/java ]] || return 0
    if [[ -r $1/release ]]; then
        while IFS= read -r line || [[ -n $line ]]; do
            if [[ $line == JAVA_VERSION=* ]]; then
                line=${line#*=}
                line=${line//\"/}
                major=${line%%[!0-9]*}
            fi
        done <"$1/release"
    else
        ask_java "$1/bin/java"
    fi
    major=${major:-0}
}

# Sets $major and $home to what the program $1 says of itself.
ask_java() {
    local line
    major=0 home=
    while IFS= read -r line; do
        case $line in
            *' java.specification.version = '*) line=${line##*= } && major=${line%%[!0-9]*} ;;
            *' java.home = '*) home=${line##*= } ;;
        esac
    done < <("$1" -XshowSettings:properties -version 2>&1 </dev/null)
}

# Sets $home to the home of the program java on the PATH, or to nothing.
java_on_path() {
    local program target
    home=
    program=$(type -P java) || return 0
    while [[ -L $program ]]; do
        target=$(readlink "$program")
        [[ $target == /* ]] || target=${program%/*}/$target
        program=$target
    done
    home=${program%/bin/java}
    # A version manager's script, or the one macOS has for every Java, stands for a Java elsewhere.
    [[ -f $home/release ]] || ask_java "$program"
}

# Takes the home $1 if it is fit. What is unfit is remembered for the message.
consider() {
    [[ -n $1 && $unfit != *"in $1 "* ]] || return 0
    read_major "$1"
    if ((major == 0)); then
        return 0
    elif ((major < oldest_java)); then
        unfit+="  Java $major in $1 is too old"$'\n'
    elif [[ $needed == compiler && ! -x $1/bin/javac ]]; then
        unfit+="  Java $major in $1 has no compiler (javac)"$'\n'
    elif ((java_major == 0 || major < java_major)); then
        java_home=$1 java_major=$major
    fi
}

# Sets $java_home and $java_major; $1 says whether a "compiler" is needed or a "runtime" is enough. What the person
# chose goes first; among what just happens to be installed, the version nearest to the one we are tested with.
find_java() {
    local needed=$1 unfit='' major home place
    java_home='' java_major=0
    consider "${JAVA_HOME-}"
    if ((java_major == 0)); then
        java_on_path
        consider "$home"
    fi
    if ((java_major == 0)); then
        for place in \
            /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/* /opt/java/* \
            "${SDKMAN_DIR:-${HOME-}/.sdkman}"/candidates/java/* \
            "${HOME-}"/.jdks/* "${HOME-}"/.jdks/*/Contents/Home \
            {,"${HOME-}"}/Library/Java/JavaVirtualMachines/*/Contents/Home \
            {"${HOMEBREW_PREFIX:-/opt/homebrew}",/usr/local}/opt/openjdk*/{libexec,libexec/openjdk.jdk/Contents/Home}; do
            consider "$place"
        done
    fi
    ((java_major > 0)) && return
    [[ $needed == compiler ]] && needed="JDK $oldest_java" || needed="Java $oldest_java"
    fail "Muriel needs $needed or newer, and there is none on this machine." ${unfit:+"${unfit%$'\n'}"} \
        "Install a JDK, for example from https://adoptium.net, or with one of" \
        "  apt install openjdk-$oldest_java-jdk      dnf install java-$oldest_java-openjdk-devel" \
        "  brew install openjdk            sdk install java $oldest_java-tem" \
        "and set JAVA_HOME if it is in an unusual place."
}

find_maven() {
    type -P mvn >/dev/null || fail \
        "Muriel is built with Maven (mvn), and there is none on the PATH." \
        "Install it, for example with one of" \
        "  apt install maven      dnf install maven      brew install maven      sdk install maven"
}

# Pages are tried in a real Chromium. Where there is none it is installed, if this is Debian or like it and one may;
# otherwise these tests are skipped, unless CI is "true".
find_chromium() {
    local name
    [[ -z ${MURIEL_CHROMIUM-} ]] || return 0
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        ! type -P "$name" >/dev/null || return 0
    done
    [[ ! -d '/Applications/Google Chrome.app' && ! -d /Applications/Chromium.app ]] || return 0
    if ((EUID == 0)) && type -P apt-get >/dev/null; then
        echo 'Installing Chromium, in which the console is tried.'
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } \
            >/dev/null 2>&1 </dev/null || echo 'Chromium could not be installed.' >&2
    else
        echo 'There is no Chromium: the console is not tried in a browser. Install one, or set MURIEL_CHROMIUM.'
    fi
}

# Waits until no other build runs in this folder; ours is over when file 9 is closed. The kernel forgets the lock
# with the processes that hold it, so a killed build leaves nothing to clean up.
lock() {
    local waiting='Another build runs in this folder; waiting for it.'
    exec 9<"$root/.mvn"
    if type -P flock >/dev/null; then
        flock -n 9 || { echo "$waiting" >&2 && flock 9; }
    elif type -P perl >/dev/null; then
        # 6 is "exclusively, now", 2 is "exclusively".
        perl -e 'open F, "<&=9"; flock(F, 6) or warn("$ARGV[0]\n"), flock(F, 2) or die $!' "$waiting"
    fi
}

unlock() {
    exec 9<&-
}

# True when the product is built and no source of it is newer. Folders count as well: removing a file changes one.
is_built() {
    [[ -f $stamp && -d $simulation_lib ]] && ! any_newer "$root/pom.xml" "$root/.mvn" "$root"/*/pom.xml "$root"/*/src/main
}

any_newer() {
    local newer=''
    IFS= read -r newer < <(find "$@" -newer "$stamp" -print 2>/dev/null)
    [[ -n $newer ]]
}

mark_built() {
    [[ -d $lib ]] || return 0
    touch -r "$begun" "$stamp"
}

# Starts the server once on a folder that is thrown away, so that Java can write down which classes that takes and how
# they are linked: every later start then takes half the time. Without that file everything works as well.
train() {
    local folder waited=0
    folder=$(mktemp -d) || return 0
    env -u MURIEL_TOKEN "$java_home/bin/java" -XX:AOTCacheOutput="$cache" -Xlog:disable --enable-native-access=ALL-UNNAMED \
        -cp "$lib/*" org.muriel.server.Muriel serve --port 0 --data "$folder/data" >"$folder/out" 2>&1 9<&- &
    until grep -q '/v2' "$folder/out" || ((++waited > 300)) || ! kill -0 $! 2>/dev/null; do
        sleep 0.1
    done
    kill $! 2>/dev/null || true
    wait $! || true
    rm -rf "$folder"
}

# Runs Maven with the arguments given, in the project's folder, and shows its progress: a line for each module. Then
# $status is Maven's, $modules and $tests and $skipped say how much there was. What else Maven says is shown as it
# comes when $1 is "all"; with "errors" only once it has failed, and what it merely repeats not at all.
maven() {
    local shown=$1 line module='' kept='' failed='' downloads=0 end='exit status of Maven: '
    local totals='^\[[A-Z]+\] Tests run: ([0-9]+), Failures: [0-9]+, Errors: [0-9]+, Skipped: ([0-9]+)$'
    status=1 modules=0 tests=0 skipped=0
    shift
    begun=$(mktemp "${TMPDIR:-/tmp}/muriel.XXXXXX")
    trap 'rm -f "$begun"' EXIT
    while IFS= read -r line; do
        line=${line//$'\e[0m'/}
        line=${line% -> \[Help 1\]}
        case $line in
            "$end"*) status=${line#"$end"} ;;
            '[INFO] Building '*' ['*/*']') # [INFO] Building muriel-api 0.1.0-SNAPSHOT            [7/11]
                # From here on nothing touches what ./muriel runs, so the tests that follow may start it.
                [[ $module != server ]] || mark_built
                module=${line#*Building } module=${module%% *} module=${module#muriel-}
                modules=${line##*/} modules=${modules%]}
                printf '  %7s %s\n' "${line##* }" "$module"
                ;;
            '[INFO] Downloaded from '*)
                downloads=$((downloads + 1))
                ((downloads % 100 > 0)) || printf '          %s files downloaded\n' "$downloads"
                ;;
            *'] Tests run: '*)
                if [[ $line =~ $totals ]]; then
                    tests=$((tests + BASH_REMATCH[1])) skipped=$((skipped + BASH_REMATCH[2]))
                fi
                printf '%s\n' "$line"
                ;;
            '[INFO] BUILD FAILURE') failed=yes ;;
            # Maven's compiler looks for classes even where there are only tests.
            '[WARNING] I/O error reading dependency state: '*/target/classes) ;;
            '' | '[INFO]'* | '[ERROR]' | '[ERROR] ' | '[ERROR] [Help 1]'* | '[ERROR] To see the full stack trace'* | \
                '[ERROR] Re-run Maven'* | '[ERROR] For more information'* | '[ERROR] After correcting'* | \
                '[ERROR]   mvn <args>'*) ;;
            *)
                if [[ $shown == all ]]; then
                    printf '%s\n' "$line"
                elif [[ -z $failed || $kept != *"$line"* ]]; then
                    kept+=$line$'\n'
                fi
                ;;
        esac
    done < <(run_maven "$@" 2>&1 && status=0 || status=$? && printf '\n%s\n' "$end$status")
    if ((status == 0)); then
        mark_built
    else
        printf '%s' "$kept"
    fi
    rm -f "$begun"
}

run_maven() {
    cd "$root" || return
    export JAVA_HOME=$java_home
    # Maven's own libraries use sun.misc.Unsafe, which Java would otherwise warn of in each build.
    export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS-}"
    # Maven reads MAVEN_ARGS by itself since 3.9; so do we for the sake of 3.8.
    # shellcheck disable=SC2086 # several arguments
    MAVEN_ARGS='' mvn -B ${MAVEN_ARGS-} "$@" </dev/null
}
