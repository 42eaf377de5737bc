@echo off
rem Starts Pixdelta on Windows: the window without arguments, the command line with some. Builds it first when it is
rem missing or its sources changed.
rem scripts/pixdelta is the same for other systems.
setlocal EnableExtensions DisableDelayedExpansion
for %%I in ("%~dp0..") do set "ROOT=%%~fI"
set "JAR=%ROOT%\target\pixdelta.jar"
set "STAMP=%ROOT%\target\pixdelta.stamp"

set "JDK="
set "VERSION="
call :try "%JAVA_HOME%"
for %%J in (javac.exe) do for %%B in ("%%~dp$PATH:J..") do call :try "%%~fB"
for %%P in (Java "Eclipse Adoptium" Microsoft Zulu "Amazon Corretto" BellSoft) do (
  for /d %%D in ("%ProgramFiles%\%%~P\*") do call :try "%%~D"
)
for /d %%D in ("%USERPROFILE%\.jdks\*") do call :try "%%~D"
for /d %%D in ("%USERPROFILE%\scoop\apps\*jdk*") do call :try "%%~D\current"
if not defined JDK (
  echo Pixdelta needs a JDK 25 or newer, such as Eclipse Temurin 25: install one, or set JAVA_HOME to where it is.>&2
  exit /b 1
)
set "CACHE=%ROOT%\target\pixdelta-%VERSION%.aot"

rem Names, sizes and times of the sources are what a build is made from.
set "SOURCES=%TEMP%\pixdelta-%RANDOM%%RANDOM%.txt"
(
  for %%F in ("%ROOT%\pom.xml") do echo %%~tzF %%F
  for /r "%ROOT%\src\main" %%F in (*) do echo %%~tzF %%F
) >"%SOURCES%"
if not exist "%JAR%" goto build
fc /b "%SOURCES%" "%STAMP%" >nul 2>nul && goto built

:build
where mvn >nul 2>nul
if errorlevel 1 (
  del "%SOURCES%"
  echo Pixdelta is not built yet, which needs Apache Maven: install it, so that mvn is on the path, and try again.>&2
  exit /b 1
)
echo Building Pixdelta (first start only) ...>&2
if exist "%STAMP%" del "%STAMP%"
if exist "%ROOT%\target\*.aot" del "%ROOT%\target\*.aot"
rem A library that was left behind by an older build would be taken along.
if exist "%ROOT%\target\lib" rmdir /s /q "%ROOT%\target\lib"
set "JAVA_HOME=%JDK%"
call mvn -q -B -Dmaven.test.skip=true -f "%ROOT%\pom.xml" package <nul >&2
if errorlevel 1 (
  del "%SOURCES%"
  echo Pixdelta could not be built; Maven's report is above.>&2
  exit /b 1
)
copy /y "%SOURCES%" "%STAMP%" >nul

:built
del "%SOURCES%"
rem JavaFX warns when it is not on the module path.
set "MODULES="
for %%F in ("%ROOT%\target\lib\javafx-*-win*.jar") do call :module "%%~F"
set JAVAFX=--module-path "%MODULES%" --add-modules javafx.controls --enable-native-access=javafx.graphics
rem Reports of a crash never go into the folder that the user is in.
set CRASHES="-XX:ErrorFile=%TEMP%\pixdelta-crash-%%p.log" "-XX:ReplayDataFile=%TEMP%\pixdelta-replay-%%p.log"
if "%~1"==":learn" goto learn
rem This start does not wait for it, nor does any other: two that learn at once cost time, not more.
if not exist "%CACHE%" start "" /b /low cmd /c ""%~f0" :learn" <nul >nul 2>nul
rem An empty cache says that making one failed, which is not tried again.
set "AOT="
rem As dev.pixdelta.torch.EngineEnvironment sets it elsewhere, and for its reason.
if not defined ONEDNN_PRIMITIVE_CACHE_CAPACITY set "ONEDNN_PRIMITIVE_CACHE_CAPACITY=64"
if exist "%CACHE%" for %%F in ("%CACHE%") do if %%~zF GTR 0 set "AOT="-XX:AOTCache=%CACHE%""
"%JDK%\bin\java" "@%ROOT%\scripts\jvm.options" %CRASHES% %JAVAFX% %AOT% -jar "%JAR%" %*
exit /b %ERRORLEVEL%

rem Draws a picture in folders of its own, for the JVM to learn which classes it will need. A window has no way here to be
rem told to end.
:learn
if exist "%CACHE%" exit /b 0
set "TRAINING=%ROOT%\target\training-%RANDOM%%RANDOM%"
mkdir "%TRAINING%"
set "PIXDELTA_HOME=%TRAINING%"
"%JDK%\bin\java" "@%ROOT%\scripts\jvm.options" %CRASHES% %JAVAFX% "-XX:AOTCacheOutput=%TRAINING%\aot" -jar "%JAR%" generate --model "%ROOT%\models\nano" --out "%TRAINING%" "a fox"
if not exist "%TRAINING%\aot" type nul >"%TRAINING%\aot"
move /y "%TRAINING%\aot" "%CACHE%"
rmdir /s /q "%TRAINING%"
exit /b 0

rem Sets JDK and VERSION if they are not set and a JDK 25 or newer is in folder %1.
:try
if defined JDK exit /b 0
if "%~1"=="" exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f "usebackq tokens=1,2 delims==" %%A in ("%~1\release") do (
  if "%%A"=="JAVA_VERSION" for /f "delims=.-+" %%M in ("%%~B") do if %%M GEQ 25 (
    set "JDK=%~1"
    set "VERSION=%%~B"
  )
)
exit /b 0

rem Adds jar %1 to the module path.
:module
if defined MODULES set "MODULES=%MODULES%;%~1"
if not defined MODULES set "MODULES=%~1"
exit /b 0
