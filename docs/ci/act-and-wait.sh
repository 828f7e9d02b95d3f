#!/bin/sh
# Acts through the console's API and waits for the outcome.
#
#   act-and-wait.sh scale    NAMESPACE/KIND/NAME '{"replicas": 5, "reason": "load test"}'
#   act-and-wait.sh restart  NAMESPACE/KIND/NAME '{"reason": "new certificate"}'
#   act-and-wait.sh rollback NAMESPACE/KIND/NAME '{"toRevision": 3}'
#   act-and-wait.sh evict    NAMESPACE/POD       '{"reason": "stuck"}'
#
# CNF_CONSOLE  address of the console, as http://localhost:3000
# CNF_TOKEN    a Kubernetes token, where the console has the sign-in method token; it is not seen among the processes
# ACTION_KEY   the same key acts once, however often the job is tried again
# WAIT_SECONDS how long to wait; 900 unless told
#
# Ends with 0 settled, 1 refused or failed, 2 changed by somebody else meanwhile, 3 not settled in time or not known.
set -eu
verb=$1 object=$2 body=${3:-'{}'}
case $verb in
  evict) path=/api/v1/pods/$object/evict ;;
  *) path=/api/v1/functions/$object/$verb ;;
esac
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

ask() { # METHOD PATH [curl's options] → the status code; the body is in $answer
  method=$1 to=$2
  shift 2
  # By standard input: what is on a command line can be read by others.
  printf '%s' "${CNF_TOKEN:+header = \"authorization: Bearer $CNF_TOKEN\"}" |
    curl --config - --silent --show-error --max-time 60 --output "$answer" --write-out '%{http_code}' \
      --request "$method" "$@" "$CNF_CONSOLE$to"
}

status=$(ask POST "$path" \
  --header 'content-type: application/json' \
  ${ACTION_KEY:+--header "idempotency-key: $ACTION_KEY"} \
  --data "$body") || { echo "the console at $CNF_CONSOLE does not answer" >&2; exit 3; }
if [ "$status" = 200 ]; then
  jq --raw-output '.summary + " (" + (.id // "dry run") + ")"' "$answer"
  jq --raw-output '.warnings[] | "warning: " + .code + " " + (.params | tostring)' "$answer"
  id=$(jq --raw-output '.id // empty' "$answer")
  [ -n "$id" ] || exit 0
else
  jq --raw-output '"HTTP " + (.status | tostring) + ": " + .detail' "$answer" >&2 || cat "$answer" >&2
  # With an action it was begun, now or by an earlier try of this job: what came of it is asked below.
  id=$(jq --raw-output '.action // empty' "$answer" 2>/dev/null || true)
  [ -n "$id" ] || exit 1
fi

end=$(($(date +%s) + ${WAIT_SECONDS:-900}))
while [ "$(date +%s)" -lt "$end" ]; do
  status=$(ask GET "/api/v1/actions/$id") || status=000
  state=$(jq --raw-output '.state // empty' "$answer" 2>/dev/null || true)
  # Without an answer of the cluster the console looks for what became of it, for a minute or two.
  if [ "$state" = unknown ] && [ "${unknown:=$(date +%s)}" -gt "$(($(date +%s) - 120))" ]; then state=running; fi
  # While the cluster cannot be reached nothing is known: ask again.
  if [ "$status" = 200 ] && [ "$state" != running ]; then
    jq --raw-output '.state + ": " + .message' "$answer"
    jq --raw-output '.pods[] | "  " + .name + ": " + ([.reasons[] | .code + (if .message then " (" + .message + ")" else "" end)] | join(", "))' "$answer"
    case $state in
      settled) exit 0 ;;
      refused | not-done | failed) exit 1 ;;
      superseded) exit 2 ;;
      *) exit 3 ;;
    esac
  fi
  sleep 2
done
echo "action $id has not settled in time" >&2
exit 3
