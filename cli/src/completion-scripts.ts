/** What a shell evaluates once; it then asks `tenantry __complete` at every Tab, so it never has to be renewed. */
export const COMPLETION_SCRIPTS = {
  bash: `_tenantry() {
  local IFS=$'\\n'
  COMPREPLY=($(tenantry __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1))
}
complete -o default -F _tenantry tenantry
`,
  zsh: `#compdef tenantry
_tenantry() {
  local -a candidates
  local line
  for line in "\${(@f)$(tenantry __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] && candidates+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  _describe 'tenantry' candidates || _files
}
compdef _tenantry tenantry
`,
  fish: `function __tenantry_complete
  set -l words (commandline -opc) (commandline -ct)
  tenantry __complete -- $words[2..-1] 2>/dev/null
end
complete -c tenantry -f -a '(__tenantry_complete)'
`,
} as const;
export type Shell = keyof typeof COMPLETION_SCRIPTS;
export const SHELLS = Object.keys(COMPLETION_SCRIPTS) as readonly Shell[];
