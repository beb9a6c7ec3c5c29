# What the program says of itself, as files to be installed: pages of the manual and completions.
# Use: cmake -DCSM=PROGRAM -DGZIP=PROGRAM -DINTO=FOLDER -P texts.cmake

function(csm_write file)
  get_filename_component(folder ${file} DIRECTORY)
  file(MAKE_DIRECTORY ${folder})
  execute_process(COMMAND ${CSM} ${ARGN} OUTPUT_FILE ${file} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${INTO})
execute_process(COMMAND ${CSM} __man OUTPUT_VARIABLE pages OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
string(REPLACE "\n" ";" pages "${pages}")
foreach(page IN LISTS pages)
  csm_write(${INTO}/man/man1/${page}.1 __man ${page})
  if(GZIP)
    # Without its name and time, so that the same page gives the same file.
    execute_process(COMMAND ${GZIP} -n -9 ${INTO}/man/man1/${page}.1 COMMAND_ERROR_IS_FATAL ANY)
  endif()
endforeach()
csm_write(${INTO}/bash-completion/completions/csm completion bash)
csm_write(${INTO}/zsh/vendor-completions/_csm completion zsh)
csm_write(${INTO}/fish/vendor_completions.d/csm.fish completion fish)
